import { describe, expect, it } from 'vitest';
import { fallOf, type LiveVote } from '../../../../core/fine-tuning/watch/fallen.ts';
import { seeded } from '../../../fixtures/seeded.ts';

/** Votes of 60 people, a share of them against. */
function votes(count: number, bad: number, random: () => number): LiveVote[] {
  return Array.from({ length: count }, () => ({
    person: `p${Math.floor(random() * 60)}`,
    good: random() >= bad,
  }));
}
const taken = (before: number, after: number): number =>
  Array.from({ length: 400 }, (_, seed) => seeded(seed + 1)).filter(
    (random) => fallOf(votes(200, before, random), votes(320, after, random)) !== null,
  ).length / 400;

describe('votes before and after a change', () => {
  it('hardly ever look fallen where nothing changed', () => {
    expect(taken(0.2, 0.2)).toBeLessThanOrEqual(0.05);
    expect(taken(0.5, 0.5)).toBeLessThanOrEqual(0.05);
  });

  it('look fallen nearly always where votes against doubled', () => {
    expect(taken(0.2, 0.4)).toBeGreaterThanOrEqual(0.9);
  });

  it('never look fallen where they rose', () => {
    expect(taken(0.4, 0.2)).toBe(0);
  });

  it('tell nothing below twenty on either side', () => {
    const random = seeded(7);
    expect(fallOf(votes(19, 0, random), votes(320, 1, random))).toBeNull();
    expect(fallOf(votes(100, 0, random), votes(19, 1, random))).toBeNull();
    expect(fallOf(votes(100, 0, random), votes(20, 1, random))).not.toBeNull();
  });

  it('do not fall by one person who votes against everything', () => {
    const random = seeded(7);
    const angry = Array.from({ length: 300 }, () => ({ person: 'angry', good: false }));
    const others = votes(25, 0.2, random);
    expect(fallOf(votes(100, 0.2, random), [...angry, ...others])).toBeNull();
  });
});
