import { describe, expect, it } from 'vitest';
import {
  ALLOWED_ERROR,
  exploreChance,
  fitBoundary,
  judgeEvidence,
  type Observation,
} from '../../../core/caching/gates/boundary.ts';

/** A reproducible sequence in [0, 1): mulberry32. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const many = (count: number, likeness: number, correct: boolean): Observation[] =>
  Array.from({ length: count }, () => ({ likeness, correct }));

describe('the boundary of an entry', () => {
  it('says nothing before six observations', () => {
    expect(judgeEvidence(many(5, 0.9, true), 0.9)).toBeNull();
    expect(judgeEvidence(many(6, 0.9, true), 0.9)).not.toBeNull();
  });

  it('answers nearly always anew while evidence is thin, and seldom once there is much', () => {
    const explore = (count: number) => judgeEvidence(many(count, 0.9, true), 0.92)?.explore ?? 1;
    expect(explore(6)).toBeGreaterThan(0.5);
    expect(explore(60)).toBeLessThan(explore(6));
  });

  it('lies between wrong and right observations', () => {
    const { middle } = fitBoundary([...many(20, 0.7, false), ...many(20, 0.95, true)]);
    expect(middle).toBeGreaterThan(0.7);
    expect(middle).toBeLessThan(0.95);
  });

  it('expects little where the entry was wrong', () => {
    expect(judgeEvidence(many(12, 0.9, false), 0.9)?.expected).toBeLessThan(0.5);
  });

  it('keeps the share of wrong answers within the bound in a simulation', () => {
    const random = sequence(7);
    const truth = (likeness: number) => 1 / (1 + Math.exp(-40 * (likeness - 0.85)));
    let [wrong, all] = [0, 0];
    for (let entry = 0; entry < 40; entry++) {
      const seen: Observation[] = [];
      for (let question = 0; question < 60; question++) {
        const likeness = 0.7 + 0.3 * random();
        const correct = random() < truth(likeness);
        const judged = judgeEvidence(seen, likeness);
        all++;
        if (judged !== null && random() >= judged.explore) wrong += correct ? 0 : 1;
        else seen.push({ likeness, correct });
      }
    }
    expect(wrong / all).toBeLessThanOrEqual(ALLOWED_ERROR);
  });

  it('never explores less than the bound asks', () => {
    const chance = exploreChance({ middle: 0.5, slope: 10, deviation: 0.01 }, 0.6);
    const correct = 1 / (1 + Math.exp(-10 * (0.6 - 0.5)));
    expect(chance).toBeGreaterThanOrEqual(1 - ALLOWED_ERROR / (1 - correct));
  });
});
