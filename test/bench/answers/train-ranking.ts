/**
 * Trains what words, meaning and everyday words count for in the order of passages (`MEANING` in
 * `knowledge/index/ranking/weights.ts`). Prints, each set judged with weights of the others, how often a right page is
 * first, among the first three documents and among the first ten passages, then the weights of all. Those in use are
 * rounded. How the parts of a passage's meaning share (`lesser`, `second`) was read off the same training with each part
 * a feature of its own: 10 : 1.5 : 6.
 *
 *     node test/bench/answers/train-ranking.ts
 */
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import { candidates } from '../../../knowledge/index/host/candidates.ts';
import { everydayScores } from '../../../knowledge/index/meaning/everyday.ts';
import { meaningOf } from '../../../knowledge/index/meaning/meaning-score.ts';
import { strengthOf } from '../../../knowledge/index/ranking/evidence.ts';
import { parseQuestion } from '../../../knowledge/index/ranking/question.ts';
import { createReranker } from '../../../knowledge/index/ranking/reranker.ts';
import { CANDIDATES } from '../../../knowledge/index/ranking/weights.ts';
import { orderOf, type RankedList, trainListwise } from '../listwise.ts';
import { type AnswerKind, type AnswerSet, isAnswerable, loadAnswerSets } from './answer-sets.ts';
import { openForTraining } from './open-for-training.ts';

const FEATURES = ['words', 'words, unmet', 'meaning', 'meaning, unmet', 'everyday, unmet'] as const;
/** Words alone, and meaning as one weight for all found it: what is known before. */
const TRAINING = { prior: [1, 0, 12, 0, 0], pull: 0.0005, anyRight: true, steps: 400, rate: 0.05 } as const;

type Question = RankedList & { kind: AnswerKind; pages: (string | undefined)[]; wanted: readonly string[] };

async function questionsOf(set: AnswerSet): Promise<Question[]> {
  const { engine, meaning, encode, pageOf, close } = await openForTraining(set);
  const { lexical } = engine;
  const reranker = createReranker(lexical);
  const questions = set.cases.filter(isAnswerable).map(({ kind, question, thread, pages }): Question => {
    const text = thread === undefined ? question : standaloneByRule(question, thread);
    const parsed = parseQuestion(text, {
      terms: lexical.tables.terms,
      size: lexical.size,
      frequencyOf: lexical.frequencyOf,
    });
    const asked = meaning.ask(encode(text));
    const { fused, bestWords } = candidates(engine, parsed, { text, k: 10 }, asked);
    // Those behind were not ranked by their words, and their scores say nothing.
    const ranked = reranker.order(parsed, fused).slice(0, CANDIDATES.close);
    const unmet = 1 - Math.min(1, strengthOf(parsed, bestWords));
    const everyday = everydayScores(
      lexical,
      text,
      ranked.map(({ id }) => id),
    );
    const top = ranked[0]?.score ?? 0;
    const rows = ranked.flatMap(({ id, score }, at) => {
      const passage = asked.of(id);
      const means = passage === null ? 0 : meaningOf(passage);
      return [score - top, (score - top) * unmet, means, means * unmet, (everyday[at] ?? 0) * unmet];
    });
    const found = ranked.map(({ id }) => pageOf(id));
    const right = found.flatMap((page, at) => (page !== undefined && pages.includes(page) ? [at] : []));
    return { kind, pages: found, wanted: pages, rows: Float32Array.from(rows), count: ranked.length, right };
  });
  await close();
  return questions;
}

function report(label: string, judged: { question: Question; order: number[] }[]): void {
  const share = (holds: (pages: (string | undefined)[], wanted: readonly string[]) => boolean): string => {
    const right = judged.filter(({ question: { pages, wanted }, order }) =>
      holds(
        order.map((at) => pages[at]),
        wanted,
      ),
    );
    return (right.length / Math.max(1, judged.length)).toFixed(2);
  };
  const some = (pages: (string | undefined)[], wanted: readonly string[]) =>
    pages.some((page) => page !== undefined && wanted.includes(page));
  const first = share((pages, wanted) => some(pages.slice(0, 1), wanted));
  const three = share((pages, wanted) => some([...new Set(pages)].slice(0, 3), wanted));
  const ten = share((pages, wanted) => some(pages.slice(0, 10), wanted));
  console.log(
    `${label.padEnd(24)}${String(judged.length).padEnd(5)}first ${first}  of three documents ${three}  of ten passages ${ten}`,
  );
}

const sets: { name: string; questions: Question[] }[] = [];
for (const set of loadAnswerSets()) sets.push({ name: set.name, questions: await questionsOf(set) });
const judged = sets.flatMap(({ name, questions }) => {
  const others = sets.filter((other) => other.name !== name).map((other) => other.questions);
  const weights = trainListwise(others, TRAINING);
  const own = questions.map((question) => ({ question, order: orderOf(question, weights) }));
  report(name, own);
  return own;
});
report('all', judged);
for (const kind of ['lexical', 'fact', 'paraphrase', 'howto', 'typo'] as const)
  report(
    kind,
    judged.filter(({ question }) => question.kind === kind),
  );
const weights = trainListwise(
  sets.map(({ questions }) => questions),
  TRAINING,
);
console.log(Object.fromEntries(FEATURES.map((name, f) => [name, weights[f]?.toFixed(2)])));
