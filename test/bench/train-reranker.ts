/**
 * Trains the weights of the passage reranker and of the sentence score on mixed public sets, reports what each weighs
 * on a set that it was not trained on (leave one collection out), and writes `knowledge/index/ranking/reranker-weights.ts` and
 * `sentence-weights.ts` with `--write`. The texts of the sets stay outside the repository; what is kept are numbers.
 *
 *     node test/bench/train-reranker.ts [--write]
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { candidates } from '../../knowledge/index/host/candidates.ts';
import type { SearchEngine } from '../../knowledge/index/host/search-engine.ts';
import { type ParsedQuestion, parseQuestion } from '../../knowledge/index/ranking/question.ts';
import { createReader } from '../../knowledge/index/ranking/ranking.ts';
import { createReranker } from '../../knowledge/index/ranking/reranker.ts';
import { RERANKER } from '../../knowledge/index/ranking/reranker-weights.ts';
import { SENTENCE_FEATURES } from '../../knowledge/index/ranking/sentence-features.ts';
import { CANDIDATES } from '../../knowledge/index/ranking/weights.ts';
import { readCovidQa } from './covid-qa.ts';
import { type JudgedSet, mean, ndcg, readJudgedSet } from './judged-set.ts';
import { orderOf, type RankedList, trainListwise } from './listwise.ts';
import { createPlainBm25 } from './plain-bm25.ts';
import { trainedEngine } from './retrieval-quality.ts';
import { squadAnswers } from './sentence-quality.ts';

/** Weights start from, and are drawn back to, the fused score alone: what a set does not teach stays as it is. */
const PRIOR = RERANKER.map(({ feature, scale }) => (feature === 'fused' && scale === 'plain' ? 8 : 0));
const PULL = { passages: 0.01, sentences: 0.003 } as const;
/** Questions of a set that train; more give no better weights and take longer. */
const MOST_QUESTIONS = 300;
/** Passages whose sentences train. */
const READ = 8;

type Query = JudgedSet['queries'][number];
type Case = { query: Query; ids: number[]; list: RankedList };
type Trained = { set: JudgedSet; engine: SearchEngine; cases: Case[]; plain: number; fused: number };

function parsed(engine: SearchEngine, text: string): ParsedQuestion {
  const { lexical } = engine;
  const { tables, size, frequencyOf } = lexical;
  return parseQuestion(text, { terms: tables.terms, size, frequencyOf });
}

function prepare(set: JudgedSet): Trained {
  const engine = trainedEngine(set.passages);
  const reranker = createReranker(engine.lexical);
  const plainSearch = createPlainBm25(set.passages);
  const cases = set.queries.map((query): Case => {
    const question = parsed(engine, query.text);
    const close = candidates(engine, question, { text: query.text, k: 0 }).fused.slice(0, CANDIDATES.close);
    const right = close.flatMap(({ id }, at) => ((query.relevant.get(id) ?? 0) > 0 ? [at] : []));
    const list = { rows: reranker.rows(question, close), count: close.length, right };
    return { query, ids: close.map(({ id }) => id), list };
  });
  const gains = (idsOf: (one: Case) => number[]): number =>
    mean(cases.map((one) => ndcg(idsOf(one), one.query.relevant)));
  return {
    set,
    engine,
    cases,
    plain: gains(({ query }) => plainSearch(query.text, 10)),
    fused: gains(({ ids }) => ids),
  };
}

function sample<T>(items: T[]): T[] {
  const step = Math.max(1, items.length / MOST_QUESTIONS);
  return Array.from(
    { length: Math.min(items.length, MOST_QUESTIONS) },
    (_, at) => items[Math.floor(at * step)],
  ).filter((item) => item !== undefined);
}

const usable = ({ cases }: Trained): RankedList[] =>
  sample(cases.map(({ list }) => list).filter(({ right, count }) => right.length > 0 && count > 1));

const trainPassages = (sets: Trained[]): number[] =>
  trainListwise(sets.map(usable), { prior: PRIOR, pull: PULL.passages });

function qualityOf({ cases }: Trained, weights: readonly number[]): number {
  return mean(
    cases.map(({ query, ids, list }) =>
      ndcg(
        orderOf(list, weights).map((at) => ids[at] ?? -1),
        query.relevant,
      ),
    ),
  );
}

function passageTable(sets: Trained[]): string[] {
  const rows = sets.map((one) => ({
    name: one.set.name,
    values: [one.plain, one.fused, qualityOf(one, trainPassages(sets.filter((other) => other !== one)))],
  }));
  const macro = [0, 1, 2].map((at) => mean(rows.map(({ values }) => values[at] ?? 0)));
  return [
    `${'nDCG@10'.padEnd(18)}plain BM25  fused   reranked, trained on the other sets`,
    ...[...rows, { name: 'macro average', values: macro }].map(
      ({ name, values }) => name.padEnd(18) + values.map((value) => value.toFixed(4).padEnd(10)).join(''),
    ),
  ];
}

type Answers = (id: string) => { passage: number; at: number[] } | null;

/** Sentences of the best passages, by the engine's present passage weights; right is what holds an answer's start. */
function sentenceLists({ set, engine }: Trained, answersOf: Answers): RankedList[] {
  const texts = new Map(set.passages.map((passage) => [passage.id, passage]));
  return set.queries.flatMap(({ id, text }): RankedList[] => {
    const answers = answersOf(id);
    if (answers === null) return [];
    const read = createReader(parsed(engine, text), text);
    const rows: number[][] = [];
    const right: number[] = [];
    for (const { id: passage, score } of engine.search({ text, k: READ, readSentences: 0 }).hits) {
      const found = texts.get(passage);
      if (found === undefined) continue;
      const reading = read({ ...found, hash: '' }, score);
      reading.sentences.forEach(({ start, end }, at) => {
        const holds = answers.passage === passage && answers.at.some((one) => start <= one && one < end);
        if (holds) right.push(rows.length + at);
      });
      rows.push(...reading.rows);
    }
    return [{ rows: Float32Array.from(rows.flat()), count: rows.length, right }];
  });
}

const SENTENCE_PRIOR = SENTENCE_FEATURES.map(() => 0);

const trainSentences = (sets: RankedList[][]): number[] =>
  trainListwise(sets.map(sample), { prior: SENTENCE_PRIOR, pull: PULL.sentences, steps: 150, rate: 0.2 });

function firstShare(lists: RankedList[], weights: readonly number[], k: number): number {
  const hit = lists.filter((list) =>
    orderOf(list, weights)
      .slice(0, k)
      .some((at) => list.right.includes(at)),
  );
  return hit.length / lists.length;
}

function sentenceTable(sets: { name: string; lists: RankedList[] }[]): string[] {
  return [
    `${'sentence'.padEnd(18)}@1      @3      trained on the other set`,
    ...sets.map(({ name, lists }) => {
      const weights = trainSentences(
        sets.filter((other) => other.lists !== lists).map((other) => other.lists),
      );
      return name.padEnd(18) + [1, 3].map((k) => firstShare(lists, weights, k).toFixed(4).padEnd(8)).join('');
    }),
  ];
}

const asComment = (lines: string[]): string => lines.map((line) => ` *     ${line}`.trimEnd()).join('\n');

function writePassageWeights(weights: number[], table: string[], date: string): void {
  const rows = RERANKER.map(
    ({ feature, scale }, at) =>
      `  { feature: '${feature}', scale: '${scale}', weight: ${(weights[at] ?? 0).toFixed(2)} },`,
  );
  write(
    'reranker-weights.ts',
    `import type { RerankFeature } from './rerank-features.ts';

/** How a feature counts: as it is, or stretched to 0..1 over the candidates of a search (\`range\`). */
export type Weighed = { feature: RerankFeature; scale: 'plain' | 'range'; weight: number };

/**
 * Written by \`node test/bench/train-reranker.ts --write\` on ${date}. Each set is reported with weights that were
 * trained on the others; the weights below were trained on all.
 *
${asComment(table)}
 */
export const RERANKER: readonly Weighed[] = [
${rows.join('\n')}
];
`,
  );
}

function writeSentenceWeights(weights: number[], table: string[], date: string): void {
  const rows = SENTENCE_FEATURES.map((feature, at) => `  ${feature}: ${(weights[at] ?? 0).toFixed(3)},`);
  write(
    'sentence-weights.ts',
    `import type { SentenceFeature } from './sentence-features.ts';

/**
 * Written by \`node test/bench/train-reranker.ts --write\` on ${date}: log odds of a sentence to hold the answer. Each
 * set is reported with weights that were trained on the other; the weights below were trained on both.
 *
${asComment(table)}
 */
export const SENTENCE_WEIGHTS: Readonly<Record<SentenceFeature, number>> = {
${rows.join('\n')}
};
`,
  );
}

function write(name: string, text: string): void {
  writeFileSync(path.resolve(import.meta.dirname, '../../knowledge/index/ranking', name), text);
}

function main(): void {
  const writes = process.argv.includes('--write');
  const date = new Date().toISOString().slice(0, 10);
  const covidQa = readCovidQa();
  const sets = [
    ...['cranfield', 'cacm', 'covid-faq', 'squad2-dev-half', 'scifact'].map((name) => readJudgedSet(name)),
    covidQa.set,
  ].map(prepare);
  const passages = passageTable(sets);
  console.log(passages.join('\n'));
  if (writes) writePassageWeights(trainPassages(sets), passages, date);

  const squad = squadAnswers();
  const answers: Record<string, Answers> = {
    'squad2-dev-half': (id) => squad.get(id) ?? null,
    'covid-qa': (id) => {
      const answer = covidQa.answers.get(id);
      return answer === undefined ? null : { passage: answer.passage, at: [answer.at] };
    },
  };
  const lists = sets.flatMap((one) => {
    const answersOf = answers[one.set.name];
    return answersOf === undefined ? [] : [{ name: one.set.name, lists: sentenceLists(one, answersOf) }];
  });
  const sentences = sentenceTable(lists);
  console.log(sentences.join('\n'));
  if (writes) writeSentenceWeights(trainSentences(lists.map((one) => one.lists)), sentences, date);
}

main();
