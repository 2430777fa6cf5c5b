/**
 * Trains `MEANING_EVIDENCE` (`knowledge/index/ranking/weights.ts`): whether a corpus answers a question that was compared by
 * meaning. A question counts as answered where a right page is among the first three passages; questions that no page
 * answers, and questions about other things, count as not. Prints each set judged with weights of the others, and the
 * weights of all. The bias in use is moved so that 0 parts answering from abstaining, and all are scaled so that
 * `policy.foundAbove` is where nine in ten first pages are right: both are read off the printed table.
 *
 *     node test/bench/answers/train-meaning.ts
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import { encoderDimensions, encoderId, loadEncoder } from '../../../knowledge/encoder/encoder.ts';
import { loadEngine } from '../../../knowledge/index/files/index-snapshot.ts';
import { openStoreSource } from '../../../knowledge/index/host/passage-source.ts';
import { type MeaningFeature, meaningFeatures } from '../../../knowledge/index/meaning/meaning-evidence.ts';
import { createMeaningSet } from '../../../knowledge/index/meaning/meaning-set.ts';
import { takeUnits } from '../../../knowledge/index/meaning/take-units.ts';
import { evidenceLogit } from '../../../knowledge/index/ranking/evidence.ts';
import { auroc } from '../evidence.ts';
import { type LabelledRow, trainLogistic } from '../logistic.ts';
import { sharedData } from '../shared-data.ts';
import { type AnswerSet, loadAnswerSets } from './answer-sets.ts';
import { openSet } from './open-set.ts';

const FEATURES: readonly MeaningFeature[] = [
  'own',
  'best',
  'gap',
  'coverage',
  'coverageOfThree',
  'sameDocument',
  'words',
];
const OTHER_THINGS = 150;

type Row = LabelledRow & { kind: string };

async function rowsOf(set: AnswerSet, others: readonly string[]): Promise<Row[]> {
  const { app, dataDir, close } = await openSet(set);
  const generation = (await app.retriever.search({ text: 'x', k: 1 })).generation;
  const source = openStoreSource(path.join(dataDir, 'docent.sqlite'), undefined, encoderId);
  const meaning = createMeaningSet(encoderDimensions);
  const loaded = loadEngine(path.join(dataDir, 'index'), generation, source, 'corpus', false, meaning);
  if ('refused' in loaded) throw new Error(loaded.refused);
  const { engine } = loaded;
  for (const { ids } of engine.lexical.segments()) takeUnits(engine, [...ids], source);
  const encoder = loadEncoder();
  const pageOf = new Map([...source.all(1000)].flat().map(({ id, path: page }) => [id, page]));
  const documentOf = (id: number): number => {
    const found = engine.lexical.find(id);
    return found === null ? -1 : (found.segment.documents[found.place] as number);
  };
  const rowOf = (text: string): { row: number[]; pages: (string | undefined)[] } => {
    const vector = encoder.encode([text])[0] as Float32Array;
    const hits = engine
      .search({ text, k: 10, meaning: vector })
      .hits.map(({ id, coverage }) => ({ id, coverage, document: documentOf(id) }));
    const own = evidenceLogit(engine.evidenceRow(text)) - engine.calibration.offset;
    const features = meaningFeatures({ own, question: text, hits, asked: meaning.ask(vector) });
    return { row: FEATURES.map((name) => features[name]), pages: hits.map(({ id }) => pageOf.get(id)) };
  };
  const rows = set.cases.flatMap(({ kind, question, thread, pages }): Row[] => {
    const { row, pages: found } = rowOf(thread === undefined ? question : standaloneByRule(question, thread));
    const yes = found.slice(0, 3).some((page) => page !== undefined && pages.includes(page));
    // A page that was not found says nothing about how an answer looks.
    return yes || pages.length === 0 ? [{ row, yes, kind }] : [];
  });
  const off = others.map((text): Row => ({ row: rowOf(text).row, yes: false, kind: 'other things' }));
  source.close();
  await close();
  return [...rows, ...off];
}

const lines = readFileSync(path.join(sharedData('retrieval/nq-open'), 'NQ-open.dev.jsonl'), 'utf8').split(
  '\n',
);
const others = lines
  .slice(0, OTHER_THINGS)
  .map((line) => (JSON.parse(line) as { question: string }).question);
const sets: { name: string; rows: Row[] }[] = [];
for (const set of loadAnswerSets()) sets.push({ name: set.name, rows: await rowsOf(set, others) });

for (const { name, rows } of sets) {
  const { weights, bias } = trainLogistic(
    sets.filter((other) => other.name !== name).map((other) => other.rows),
    FEATURES.length,
  );
  const scoreOf = ({ row }: Row) => row.reduce((sum, value, f) => sum + value * (weights[f] ?? 0), bias);
  const of = (wanted: (row: Row) => boolean) => rows.filter(wanted).map(scoreOf);
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
const all = trainLogistic(
  sets.map(({ rows }) => rows),
  FEATURES.length,
);
console.log({ bias: all.bias, ...Object.fromEntries(FEATURES.map((name, f) => [name, all.weights[f]])) });
