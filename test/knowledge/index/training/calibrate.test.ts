import { describe, expect, it } from 'vitest';
import { createSearchEngine } from '../../../../knowledge/index/host/engine.ts';
import { createMemorySource } from '../../../../knowledge/index/host/passage-source.ts';
import type { SearchEngine } from '../../../../knowledge/index/host/search-engine.ts';
import { UNCALIBRATED } from '../../../../knowledge/index/ranking/calibration.ts';
import { evidenceLogit, evidenceOf } from '../../../../knowledge/index/ranking/evidence.ts';
import { EVIDENCE } from '../../../../knowledge/index/ranking/weights.ts';
import { calibrate, offsetOf, wantsCalibration } from '../../../../knowledge/index/training/calibrate.ts';
import { OFF_TOPIC_QUESTIONS } from '../../../../knowledge/index/training/off-topic-questions.ts';

function engineOf(count: number): SearchEngine {
  const engine = createSearchEngine(createMemorySource());
  engine.add(
    Array.from({ length: count }, (_, id) => ({
      id,
      documentKey: id,
      collection: 'a',
      title: `Form ${id}`,
      path: '',
      headings: [],
      text: `Form ${id} asks for a badge number and a signature of desk ${id}.`,
    })),
  );
  return engine;
}
const noPause = async (): Promise<void> => {};

describe('the evidence threshold of a corpus', () => {
  it('stays the general one while there are few passages', async () => {
    const engine = engineOf(EVIDENCE.fewestPassages - 1);
    expect(wantsCalibration(engine)).toBe(false);
    await calibrate(engine, noPause);
    expect(engine.calibration).toEqual(UNCALIBRATED);
  });

  it('is found once there are enough, and again when the corpus has changed by a fifth', async () => {
    const engine = engineOf(EVIDENCE.fewestPassages);
    expect(wantsCalibration(engine)).toBe(true);
    await calibrate(engine, noPause);
    expect(engine.calibration.passages).toBe(EVIDENCE.fewestPassages);
    expect(wantsCalibration(engine)).toBe(false);
    engine.remove(Array.from({ length: 25 }, (_, id) => id));
    expect(wantsCalibration(engine)).toBe(true);
    await calibrate(engine, noPause);
    expect(engine.calibration).toEqual(UNCALIBRATED);
  });

  it('lies above what the off-topic questions get, within bounds', () => {
    const evenly = (of: number): number[] => Array.from({ length: 100 }, (_, at) => (at / 100) * of);
    expect(offsetOf(evenly(0.5))).toBeCloseTo(0.5 * EVIDENCE.offTopicBelow + EVIDENCE.margin);
    expect(offsetOf(evenly(100))).toBe(EVIDENCE.mostOffset);
    expect(offsetOf(OFF_TOPIC_QUESTIONS.map(() => -9))).toBe(EVIDENCE.leastOffset);
  });

  it('moves evidence, never its order', () => {
    expect(evidenceOf(1, 1)).toBe(0.5);
    expect(evidenceOf(2, 1)).toBeGreaterThan(evidenceOf(1.5, 1));
    expect(evidenceOf(1, 0)).toBeGreaterThan(evidenceOf(1, 1));
  });

  it('tells a question of the corpus from one off its topic', () => {
    const engine = engineOf(120);
    const logit = (text: string): number => evidenceLogit(engine.evidenceRow(text));
    expect(logit('Which badge number does form 7 ask for?')).toBeGreaterThan(0);
    for (const question of OFF_TOPIC_QUESTIONS) expect(logit(question)).toBeLessThan(0);
  });
});
