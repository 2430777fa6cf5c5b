import { readFileSync } from 'node:fs';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';
import type { SearchEngine } from '../../knowledge/index/host/search-engine.ts';
import { readJudgedSet } from './judged-set.ts';
import { sharedData } from './shared-data.ts';

type Paragraph = {
  context: string;
  qas: { id: string; answers: { answer_start: number }[] }[];
};

/** How often the sentence that holds the answer is the best one, or among the best three, over the whole corpus. */
export function measureSentences(
  engineOf: (passages: IndexedPassage[]) => SearchEngine,
  every = 1,
): { questions: number; at1: number; at3: number } {
  const set = readJudgedSet('squad2-dev-half', every);
  const engine = engineOf(set.passages);
  const answers = squadAnswers();
  let [questions, first, third] = [0, 0, 0];
  for (const { id, text } of set.queries) {
    const wanted = answers.get(id);
    if (wanted === undefined) continue;
    questions++;
    const sentences = engine
      .search({ text, k: 20 })
      .hits.flatMap((hit) => hit.sentences.map((sentence) => ({ ...sentence, passage: hit.id })))
      .sort((a, b) => b.score - a.score);
    const holds = ({ passage, start, end }: { passage: number; start: number; end: number }): boolean =>
      passage === wanted.passage && wanted.at.some((at) => start <= at && at < end);
    if (sentences.slice(0, 1).some(holds)) first++;
    if (sentences.slice(0, 3).some(holds)) third++;
  }
  return { questions, at1: first / questions, at3: third / questions };
}

/** By question: the paragraph that it was asked about, and where in it the answers start. */
export function squadAnswers(): Map<string, { passage: number; at: number[] }> {
  const file = sharedData('retrieval/squad2-dev-half/dev-half-v2.0.json');
  const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: { paragraphs: Paragraph[] }[] };
  const passages = new Map(
    readJudgedSet('squad2-dev-half').queries.map(({ id, relevant }) => [id, [...relevant.keys()][0]]),
  );
  return new Map(
    data
      .flatMap(({ paragraphs }) => paragraphs.flatMap(({ qas }) => qas))
      .flatMap(({ id, answers }) => {
        const passage = passages.get(id);
        if (answers.length === 0 || passage === undefined) return [];
        return [[id, { passage, at: answers.map((answer) => answer.answer_start) }] as const];
      }),
  );
}
