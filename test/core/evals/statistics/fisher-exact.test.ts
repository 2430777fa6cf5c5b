import { expect, it } from 'vitest';
import { fisherAtLeast } from '../../../../core/evals/statistics/fisher-exact.ts';

it('gives the chances of Fisher’s tea lady', () => {
  // Eight cups, four of each kind: 1 of 70 ways has all four right, 16 more have three.
  expect(fisherAtLeast({ hits: 4, of: 4 }, { hits: 0, of: 4 })).toBeCloseTo(1 / 70, 12);
  expect(fisherAtLeast({ hits: 3, of: 4 }, { hits: 1, of: 4 })).toBeCloseTo(17 / 70, 12);
});

it('is certain where nothing can be told apart', () => {
  expect(fisherAtLeast({ hits: 0, of: 0 }, { hits: 3, of: 9 })).toBeCloseTo(1, 9);
  expect(fisherAtLeast({ hits: 5, of: 5 }, { hits: 9, of: 9 })).toBeCloseTo(1, 9);
});
