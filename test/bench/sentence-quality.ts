import { readFileSync } from 'node:fs';
import type { SearchEngine } from '../../knowledge/index/engine.ts';
import type { IndexedPassage } from '../../knowledge/index/indexed-passage.ts';
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
  const answers = answerStarts();
  let [questions, first, third] = [0, 0, 0];
  for (const { id, text, relevant } of set.queries) {
    const wanted = answers.get(id);
    const gold = [...relevant.keys()][0];
    if (wanted === undefined || gold === undefined) continue;
    questions++;
    const sentences = engine
      .search({ text, k: 20 })
      .hits.flatMap((hit) => hit.sentences.map((sentence) => ({ ...sentence, passage: hit.id })))
      .sort((a, b) => b.score - a.score);
    const holds = ({ passage, start, end }: { passage: number; start: number; end: number }): boolean =>
      passage === gold && wanted.some((at) => start <= at && at < end);
    if (sentences.slice(0, 1).some(holds)) first++;
    if (sentences.slice(0, 3).some(holds)) third++;
  }
  return { questions, at1: first / questions, at3: third / questions };
}

/** Where the answers start, by question. */
function answerStarts(): Map<string, number[]> {
  const file = sharedData('retrieval/squad2-dev-half/dev-half-v2.0.json');
  const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: { paragraphs: Paragraph[] }[] };
  const answered = data
    .flatMap(({ paragraphs }) => paragraphs.flatMap(({ qas }) => qas))
    .filter(({ answers }) => answers.length > 0);
  return new Map(answered.map(({ id, answers }) => [id, answers.map((answer) => answer.answer_start)]));
}
