/**
 * Where to abstain: evidence of questions that a corpus answers against questions off its topic. Trains the weights of
 * the evidence on mixed sets with off-topic questions of two kinds (NQ, and the other sets' own questions, so that a
 * set's style tells nothing), reports each set with weights trained on the others, and writes
 * `knowledge/index/ranking/evidence-weights.ts` with `--write`.
 *
 *     node test/bench/evidence.ts [--write]
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SearchEngine } from '../../knowledge/index/host/search-engine.ts';
import { EVIDENCE_FEATURES } from '../../knowledge/index/ranking/evidence-features.ts';
import { offsetOf } from '../../knowledge/index/training/calibrate.ts';
import { OFF_TOPIC_QUESTIONS } from '../../knowledge/index/training/off-topic-questions.ts';
import { readCovidQa } from './covid-qa.ts';
import { type JudgedSet, mean, readJudgedSet } from './judged-set.ts';
import { type LabelledRow, logitOf, trainLogistic } from './logistic.ts';
import { trainedEngine } from './retrieval-quality.ts';
import { squadAnswers } from './sentence-quality.ts';
import { readLines, sharedData } from './shared-data.ts';

const SETS = ['squad2-dev-half', 'covid-qa', 'covid-faq', 'cranfield', 'scifact', 'cacm'] as const;
/** Sets that may answer each other's questions. */
const RELATED: readonly string[] = ['covid-qa', 'covid-faq', 'scifact'];
const MOST = { own: 500, nq: 600, others: 150 } as const;

type Measured = {
  name: string;
  own: number[][];
  nq: number[][];
  others: number[][];
  shipped: number[][];
  /** For questions with a known answer: the best sentence's share of the odds, and whether it holds the answer. */
  right: { share: number; right: boolean }[];
};

function every<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, items.length / most);
  return items.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step)).slice(0, most);
}

function measure(set: JudgedSet, all: JudgedSet[], nq: string[]): Measured {
  const engine = trainedEngine(set.passages);
  const rows = (texts: readonly string[]): number[][] => texts.map((text) => engine.evidenceRow(text));
  const others = all.filter(
    ({ name }) => name !== set.name && !(RELATED.includes(name) && RELATED.includes(set.name)),
  );
  const own = every(set.queries, MOST.own);
  return {
    name: set.name,
    own: rows(own.map(({ text }) => text)),
    nq: rows(every(nq, MOST.nq)),
    others: rows(
      others.flatMap(({ queries }) =>
        every(
          queries.map(({ text }) => text),
          MOST.others,
        ),
      ),
    ),
    shipped: rows(OFF_TOPIC_QUESTIONS),
    right: rightOrWrong(set, own, engine),
  };
}

function rightOrWrong(set: JudgedSet, own: JudgedSet['queries'], engine: SearchEngine): Measured['right'] {
  const answers = answersOf(set.name);
  return own.flatMap(({ id, text }) => {
    const wanted = answers.get(id);
    const best = engine
      .search({ text, k: 5 })
      .hits.flatMap((hit) => hit.sentences.map((sentence) => ({ ...sentence, passage: hit.id })))
      .reduce<{ passage: number; start: number; end: number; score: number } | null>(
        (top, one) => (top === null || one.score > top.score ? one : top),
        null,
      );
    if (wanted === undefined || best === null) return [];
    const right =
      best.passage === wanted.passage && wanted.at.some((at) => best.start <= at && at < best.end);
    return [{ share: best.score, right }];
  });
}

/** Where answers start, by question: of the sets that say so. */
function answersOf(set: string): Map<string, { passage: number; at: number[] }> {
  if (set === 'squad2-dev-half') return squadAnswers();
  if (set !== 'covid-qa') return new Map();
  return new Map([...readCovidQa().answers].map(([id, { passage, at }]) => [id, { passage, at: [at] }]));
}

const labelled = ({ own, nq, others }: Measured): LabelledRow[] => [
  ...own.map((row) => ({ row, yes: true })),
  ...[...nq, ...others].map((row) => ({ row, yes: false })),
];

const train = (sets: Measured[]) => trainLogistic(sets.map(labelled), EVIDENCE_FEATURES.length);

/** Area under the ROC curve by ranks (Mann-Whitney U), ties counted half. */
export function auroc(positive: number[], negative: number[]): number {
  const all = [
    ...positive.map((value) => ({ value, positive: true })),
    ...negative.map((value) => ({ value, positive: false })),
  ];
  all.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  for (let start = 0; start < all.length; ) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) end++;
    const rank = (start + 1 + end) / 2;
    for (let at = start; at < end; at++) if (all[at]?.positive) rankSum += rank;
    start = end;
  }
  return (rankSum - (positive.length * (positive.length + 1)) / 2) / (positive.length * negative.length);
}

function figuresOf(set: Measured, weights: ReturnType<typeof train>): number[] {
  const score = (rows: number[][]): number[] => rows.map((row) => logitOf(weights, row));
  const [own, nq] = [score(set.own), score(set.nq)];
  const threshold = own.toSorted((a, b) => a - b)[Math.floor(own.length * 0.1)] ?? 0;
  const offset = offsetOf(score(set.shipped));
  const above = (values: number[], limit: number): number =>
    (100 * values.filter((value) => value >= limit).length) / values.length;
  const verdicts = (right: boolean): number[] =>
    set.right.filter((one) => one.right === right).map(({ share }) => share);
  return [
    auroc(own, nq),
    auroc(own, score(set.others)),
    above(nq, threshold),
    above(score(set.others), threshold),
    above(own, offset),
    above(nq, offset),
    set.right.length > 0 ? auroc(verdicts(true), verdicts(false)) : Number.NaN,
  ];
}

const HEAD = [
  'AUROC: NQ',
  'other sets',
  '% NQ at 90 %',
  '% others',
  'own threshold: % answered',
  '% NQ',
  'right or wrong',
] as const;

export function evidenceTable(write = false): string[] {
  const nq = readLines(sharedData('retrieval/nq-open/NQ-open.dev.jsonl')).map(
    (text) => (JSON.parse(text) as { question: string }).question,
  );
  const judged = SETS.map((name) => (name === 'covid-qa' ? readCovidQa().set : readJudgedSet(name)));
  const sets = judged.map((set) => measure(set, judged, nq));
  const rows = sets.map((set) => ({
    name: set.name,
    values: figuresOf(set, train(sets.filter((other) => other !== set))),
  }));
  const macro = HEAD.map((_, at) =>
    mean(rows.map(({ values }) => values[at] ?? 0).filter((value) => !Number.isNaN(value))),
  );
  const lines = [
    `${'trained on the other sets'.padEnd(27)}${HEAD.join('  ')}`,
    ...[...rows, { name: 'mean', values: macro }].map(
      ({ name, values }) =>
        name.padEnd(27) +
        values
          .map((value, at) =>
            (Number.isNaN(value) ? '-' : value.toFixed(value > 1 ? 1 : 3)).padEnd(
              (HEAD[at]?.length ?? 0) + 2,
            ),
          )
          .join('')
          .trimEnd(),
    ),
  ];
  if (write) writeWeights(train(sets), lines);
  return lines;
}

function writeWeights(weights: ReturnType<typeof train>, table: string[]): void {
  const numbers = [
    ...EVIDENCE_FEATURES.map((feature, at) => `  ${feature}: ${(weights.weights[at] ?? 0).toFixed(3)},`),
    `  bias: ${weights.bias.toFixed(3)},`,
  ];
  const text = `import type { EvidenceFeature } from './evidence-features.ts';

/**
 * Written by \`node test/bench/evidence.ts --write\` on ${new Date().toISOString().slice(0, 10)}: log odds that a corpus answers a question. Each set
 * is reported with weights that were trained on the others; the weights below were trained on all.
 *
${table.map((line) => ` *     ${line}`).join('\n')}
 */
export const EVIDENCE_WEIGHTS: Readonly<Record<EvidenceFeature | 'bias', number>> = {
${numbers.join('\n')}
};
`;
  writeFileSync(path.resolve(import.meta.dirname, '../../knowledge/index/ranking/evidence-weights.ts'), text);
}

if (import.meta.main) for (const text of evidenceTable(process.argv.includes('--write'))) console.log(text);
