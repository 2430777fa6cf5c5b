import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { correlate } from '../../../../core/evals/statistics/correlation.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

withSharedData('stats', 'the published correlations', () => {
  test('are met, ties included', () => {
    const { correlations } = JSON.parse(readFileSync(sharedData('stats/test_vectors.json'), 'utf8')) as {
      correlations: { x: number[]; y: number[]; pearson: number; spearman: number; kendall_tau_b: number };
    };
    const found = correlate(correlations.x, correlations.y);
    expect(found.pearson).toBeCloseTo(correlations.pearson, 12);
    expect(found.spearman).toBeCloseTo(correlations.spearman, 12);
    expect(found.kendall).toBeCloseTo(correlations.kendall_tau_b, 12);
  });
});

test('what does not vary goes with nothing', () => {
  expect(correlate([1, 1, 1], [1, 2, 3])).toEqual({ pearson: null, spearman: null, kendall: null });
});

test('order alone counts for ranks', () => {
  const { spearman, kendall, pearson } = correlate([1, 2, 3, 4], [1, 10, 100, 1000]);
  expect([spearman, kendall]).toEqual([1, 1]);
  expect(pearson).toBeLessThan(0.9);
});
