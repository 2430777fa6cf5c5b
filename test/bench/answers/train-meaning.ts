/**
 * Trains `MEANING_EVIDENCE` (`knowledge/index/ranking/weights.ts`): whether a corpus answers a question that was compared by
 * meaning. A question counts as answered where a right page is among the first three documents; questions that no page
 * answers (the sets' own, and those of `unanswered.ts`), and questions about other things, count as not. Prints each set
 * judged with weights of the others, what thresholds on those would decline, and the weights of all. The bias in use is moved so that 0 parts answering from
 * abstaining, and all are scaled so that `policy.foundAbove` is where nine in ten first pages are right: both are read
 * off the printed table.
 *
 *     node test/bench/answers/train-meaning.ts
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import type { MeaningFeature } from '../../../knowledge/index/meaning/meaning-evidence.ts';
import { auroc } from '../evidence.ts';
import { type LabelledRow, logitOf, trainLogistic } from '../logistic.ts';
import { sharedData } from '../shared-data.ts';
import { type AnswerSet, loadAnswerSets } from './answer-sets.ts';
import { openJudged } from './judged-for-training.ts';
import { openForTraining, type TrainingSet } from './open-for-training.ts';
import { unansweredOf } from './unanswered.ts';

const FEATURES: readonly MeaningFeature[] = [
  ...(['own', 'best', 'gap', 'coverageOfThree', 'sameDocument', 'documentShare'] as const),
  ...(['words', 'telling', 'met', 'unmetDirect', 'lacks'] as const),
];
const OTHER_THINGS = 60;
/** Public collections: an FAQ, one of questions alone, and an encyclopedia. Members' questions count twice beside them. */
const JUDGED = ['covid-faq', 'stackfaq-paraphrases', 'squad2-dev-half'];
const CHAT_COUNTS = 2;
/** Few of the questions that nothing answers are on the topic, and they are the hard ones. */
const WEIGHT: Record<string, number> = {
  ...{ unanswerable: 5, unanswered: 3, 'asked elsewhere': 2 },
  ...{ offtopic: 2, 'other things': 0.3, 'other statements': 0.6 },
};
/** Shares of the answerable questions that thresholds are printed for. */
const SILENT = [0.06, 0.08, 0.1, 0.12, 0.14];

/** `answerable`: some page answers it, found or not; `first`: the first document does. */
type Row = LabelledRow & { kind: string; answerable: boolean; first: boolean };

function rowsFrom({ engine, encode, pageOf }: TrainingSet) {
  return (text: string, kind: string, pages: readonly string[]): Row => {
    const vector = encode(text);
    const features = engine.meaningRow(text, vector);
    if (features === null) throw new Error('the passages have no vectors');
    const { hits } = engine.search({ text, k: 20, meaning: vector });
    const found = [...new Set(hits.map(({ id }) => pageOf(id)))];
    const right = found.map((page) => page !== undefined && pages.includes(page));
    return {
      ...{ row: FEATURES.map((name) => features[name]), kind, weight: WEIGHT[kind] ?? 1 },
      yes: right.slice(0, 3).includes(true),
      answerable: pages.length > 0,
      first: right[0] === true,
    };
  };
}

async function rowsOf(set: AnswerSet, all: readonly AnswerSet[], others: readonly string[]): Promise<Row[]> {
  const opened = await openForTraining(set);
  const rowOf = rowsFrom(opened);
  const rows = set.cases.map(({ kind, question, thread, pages }) =>
    rowOf(thread === undefined ? question : standaloneByRule(question, thread), kind, pages),
  );
  const off = others.map((text) => rowOf(text, 'other things', []));
  const unanswered = unansweredOf(set, all).map(({ kind, text }) => rowOf(text, kind, []));
  await opened.close();
  return [...rows, ...unanswered, ...off];
}

async function rowsOfJudged(name: string, others: readonly string[]): Promise<Row[]> {
  const { set, questions } = await openJudged(name);
  const rowOf = rowsFrom(set);
  return [
    ...questions.map(({ text, pages }) => rowOf(text, 'judged', pages)),
    ...others.map((text) => rowOf(text, 'other things', [])),
  ];
}

/** A page that was not found says nothing about how an answer looks. */
const telling = (rows: readonly Row[]): Row[] => rows.filter(({ yes, answerable }) => yes || !answerable);

const lines = readFileSync(path.join(sharedData('retrieval/nq-open'), 'NQ-open.dev.jsonl'), 'utf8').split(
  '\n',
);
const others = lines
  .slice(0, OTHER_THINGS)
  .map((line) => (JSON.parse(line) as { question: string }).question);
type Rows = { name: string; rows: Row[] };
const sets: Rows[] = [];
const loaded = loadAnswerSets();
for (const set of loaded) sets.push({ name: set.name, rows: await rowsOf(set, loaded, others) });
const judged: Rows[] = [];
for (const name of JUDGED) judged.push({ name, rows: await rowsOfJudged(name, others) });

/** Weights of all sets but one: each counts the same, those of chat so many times. */
const trainedWithout = (leftOut: string | null) =>
  trainLogistic(
    [...Array.from({ length: CHAT_COUNTS }, () => sets).flat(), ...judged]
      .filter(({ name }) => name !== leftOut)
      .map(({ rows }) => telling(rows)),
    FEATURES.length,
  );

const all = trainedWithout(null);
for (const { name, rows } of judged) {
  const trained = trainedWithout(name);
  const of = (wanted: string) =>
    rows.filter(({ kind }) => kind === wanted).map(({ row }) => logitOf(trained, row));
  console.log(`${name}: AUROC against other things ${auroc(of('judged'), of('other things')).toFixed(3)}`);
}
const leftOut: { row: Row; score: number }[] = [];
for (const { name, rows } of sets) {
  const trained = trainedWithout(name);
  const scored = rows.map((row) => ({ row, score: logitOf(trained, row.row) }));
  leftOut.push(...scored);
  const of = (wanted: (row: Row) => boolean) =>
    scored.filter(({ row }) => wanted(row)).map(({ score }) => score);
  const answered = of(({ yes }) => yes);
  const unanswerable = auroc(
    answered,
    of(({ kind }) => kind === 'unanswerable'),
  );
  const offTopic = auroc(
    answered,
    of(({ kind }) => kind === 'offtopic' || kind === 'other things'),
  );
  console.log(
    `${name}: AUROC against unanswerable ${unanswerable.toFixed(2)}, off topic ${offTopic.toFixed(2)}`,
  );
}
const together = sets.flatMap(({ rows }) => rows.map((row) => ({ row, score: logitOf(all, row.row) })));
for (const [label, scored] of [
  ['each set left out', leftOut],
  ['trained on all', together],
] as const) {
  console.log(label);
  const share = (threshold: number, wanted: (row: Row) => boolean): string => {
    const some = scored.filter(({ row }) => wanted(row));
    return (some.filter(({ score }) => score < threshold).length / some.length).toFixed(2);
  };
  const ofAnswerable = scored
    .filter(({ row }) => row.answerable)
    .map(({ score }) => score)
    .sort((a, b) => a - b);
  for (const silent of SILENT) {
    const threshold = ofAnswerable[Math.floor(silent * ofAnswerable.length)] ?? 0;
    console.log(
      `  threshold ${threshold.toFixed(2)}: silent ${silent}, declined: paraphrases ${share(threshold, ({ kind }) => kind === 'paraphrase')}, ` +
        `unanswerable ${share(threshold, ({ kind }) => kind === 'unanswerable')}, unanswered ${share(threshold, ({ kind }) => kind === 'unanswered')}, ` +
        `asked elsewhere ${share(threshold, ({ kind }) => kind === 'asked elsewhere')}, other statements ${share(threshold, ({ kind }) => kind === 'other statements')}, off topic ${share(threshold, ({ kind }) => kind === 'offtopic')}, ` +
        `other things ${share(threshold, ({ kind }) => kind === 'other things')}`,
    );
  }
  const own = scored
    .filter(({ row }) => row.answerable || row.kind === 'unanswerable' || row.kind === 'offtopic')
    .sort((a, b) => b.score - a.score);
  for (let at = 20; at <= own.length; at += 20) {
    const above = own.slice(0, at);
    const right = above.filter(({ row }) => row.first).length / at;
    console.log(
      `  above ${above.at(-1)?.score.toFixed(2)}: ${at} questions, first page right ${right.toFixed(2)}`,
    );
  }
}
console.log({ bias: all.bias, ...Object.fromEntries(FEATURES.map((name, f) => [name, all.weights[f]])) });
