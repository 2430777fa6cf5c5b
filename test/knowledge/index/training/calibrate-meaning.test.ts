import { describe, expect, it } from 'vitest';
import { loadEncoder } from '../../../../knowledge/encoder/encoder.ts';
import { packVector, unpackVector } from '../../../../knowledge/encoder/packed-vector.ts';
import { createSearchEngine } from '../../../../knowledge/index/host/engine.ts';
import type { IndexedPassage } from '../../../../knowledge/index/host/indexed-passage.ts';
import { createMemorySource } from '../../../../knowledge/index/host/passage-source.ts';
import { createMeaningSet, type MeaningSet } from '../../../../knowledge/index/meaning/meaning-set.ts';
import { packUnits, unitsOf } from '../../../../knowledge/index/meaning/units.ts';
import { UNCALIBRATED } from '../../../../knowledge/index/ranking/calibration.ts';
import { EVIDENCE } from '../../../../knowledge/index/ranking/weights.ts';
import { calibrate } from '../../../../knowledge/index/training/calibrate.ts';
import {
  calibrateMeaning,
  wantsMeaningCalibration,
} from '../../../../knowledge/index/training/calibrate-meaning.ts';
import { OFF_TOPIC_QUESTIONS } from '../../../../knowledge/index/training/off-topic-questions.ts';
import {
  OFF_TOPIC_DIMENSIONS,
  readOffTopicVectors,
} from '../../../../knowledge/index/training/off-topic-vectors.ts';
import { readJudgedSet } from '../../../bench/judged-set.ts';
import { hasSharedData, readLines, sharedData } from '../../../bench/shared-data.ts';

const noPause = async (): Promise<void> => {};
const asked = [...readOffTopicVectors()];

function engineOf(passages: readonly IndexedPassage[]) {
  const meaning = createMeaningSet(OFF_TOPIC_DIMENSIONS);
  const engine = createSearchEngine(createMemorySource(), undefined, null, meaning);
  engine.add([...passages]);
  return { engine, meaning };
}

/** So many forms, of which as many as `withVectors` mean `meaningOf`; `also` = what else each says. */
function forms(
  count: number,
  withVectors: number,
  meaningOf: (at: number) => Float32Array,
  also: (at: number) => string = () => '',
) {
  const built = engineOf(
    Array.from({ length: count }, (_, at) => ({
      ...{ id: at + 1, documentKey: at + 1, collection: 'a', title: `Form ${at}`, path: '', headings: [] },
      text: `Form ${at} asks for a badge number and a signature of desk ${at}. ${also(at)}`,
    })),
  );
  give(built.meaning, 0, withVectors, meaningOf);
  return built;
}
function give(meaning: MeaningSet, from: number, to: number, meaningOf: (at: number) => Float32Array): void {
  for (let at = from; at < to; at++) meaning.put(at + 1, 0, packUnits([meaningOf(at), meaningOf(at)]));
}
const oneMeaning = (): Float32Array =>
  Float32Array.from({ length: OFF_TOPIC_DIMENSIONS }, (_, at) => +(at === 0));
/** Every second word of a question: a corpus that touches on anything. */
const halfOf = (at: number): string =>
  (asked[at]?.text ?? '')
    .split(' ')
    .filter((_, place) => place % 2 === 0)
    .join(' ');
const questionAt = (at: number): Float32Array => asked[at]?.vector as Float32Array;

describe('the evidence threshold by meaning of a corpus', () => {
  it('is found with vectors that the encoder makes of the questions', () => {
    expect(asked.map(({ text }) => text)).toEqual(OFF_TOPIC_QUESTIONS);
    for (const [at, vector] of loadEncoder().encode(OFF_TOPIC_QUESTIONS).entries()) {
      const [kept, made] = [questionAt(at), unpackVector(packVector(vector))];
      expect(kept.reduce((sum, number, place) => sum + number * (made[place] ?? 0), 0)).toBeGreaterThan(
        0.999,
      );
    }
  });

  it('waits until most passages have vectors', async () => {
    const { engine, meaning } = forms(EVIDENCE.fewestPassages, 49, oneMeaning);
    expect(wantsMeaningCalibration(engine)).toBe(false);
    give(meaning, 49, 50, oneMeaning);
    expect(wantsMeaningCalibration(engine)).toBe(true);
    await calibrateMeaning(engine, noPause);
    expect(engine.meaningCalibration.passages).toBe(50);
    expect(wantsMeaningCalibration(engine)).toBe(false);
  });

  it('is found again when vectors of a fifth came, and is the general one in a small corpus', async () => {
    const { engine, meaning } = forms(120, 80, oneMeaning);
    await calibrateMeaning(engine, noPause);
    give(meaning, 80, 120, oneMeaning);
    expect(wantsMeaningCalibration(engine)).toBe(true);
    engine.remove(Array.from({ length: 25 }, (_, at) => at + 1));
    expect(wantsMeaningCalibration(engine)).toBe(true);
    await calibrateMeaning(engine, noPause);
    expect(engine.meaningCalibration).toEqual(UNCALIBRATED);
    expect(wantsMeaningCalibration(engine)).toBe(false);
  });

  it('stays the general one where nothing is near to what is off the topic', async () => {
    const { engine } = forms(120, 120, oneMeaning);
    await calibrateMeaning(engine, noPause);
    expect(engine.meaningCalibration).toEqual({ offset: 0, passages: 120 });
  });

  it('rises where something is near to any question, which is answered less easily then', async () => {
    const { engine } = forms(asked.length, asked.length, questionAt, halfOf);
    const answered = () =>
      asked.filter(({ text, vector }) => engine.search({ text, k: 5, meaning: vector }).evidence >= 0.5)
        .length;
    const before = answered();
    await calibrateMeaning(engine, noPause);
    expect(engine.meaningCalibration.offset).toBeGreaterThan(0.2);
    expect(answered()).toBeLessThan(before * 0.75);
  });
});

const missing = ['retrieval/squad2-dev-half', 'retrieval/nq-open'].filter((name) => !hasSharedData(name));
const title = missing.length > 0 ? ` (skipped: shared/data/${missing.join(', ')} is absent)` : '';

describe.skipIf(missing.length > 0)(`a corpus of general knowledge${title}`, () => {
  it('declines what is off its topic more often, and goes on answering what it holds', async () => {
    const set = readJudgedSet('squad2-dev-half');
    const passages = set.passages.filter((_, at) => at % 4 === 0);
    const ids = new Set(passages.map(({ id }) => id));
    const encoder = loadEncoder();
    const { engine, meaning } = engineOf(passages);
    // The breadcrumb and three sentences: all of them would take a minute.
    for (const passage of passages)
      meaning.put(passage.id, 0, packUnits(encoder.encode(unitsOf(passage).texts.slice(0, 4))));
    await calibrate(engine, noPause);
    const own = set.queries.filter(({ relevant }) => [...relevant.keys()].some((id) => ids.has(id)));
    const other = readLines(sharedData('retrieval/nq-open/NQ-open.dev.jsonl'));
    const ofOwn = own.filter((_, at) => at % 12 === 0).map(({ text }) => text);
    const ofOther = other.slice(0, 100).map((line) => (JSON.parse(line) as { question: string }).question);
    const vectorOf = new Map(
      [...ofOwn, ...ofOther].map((text) => [text, encoder.encode([text])[0] as Float32Array]),
    );
    const answered = (texts: readonly string[]): number =>
      texts.filter(
        (text) => engine.search({ text, k: 5, meaning: vectorOf.get(text) as Float32Array }).evidence >= 0.5,
      ).length / texts.length;
    const before = answered(ofOther);
    await calibrateMeaning(engine, noPause);
    expect(answered(ofOwn)).toBeGreaterThan(0.8);
    expect(answered(ofOther)).toBeLessThanOrEqual(before);
    expect(answered(ofOther)).toBeLessThan(0.25);
  });
});
