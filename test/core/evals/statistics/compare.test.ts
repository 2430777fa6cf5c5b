import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wilson95 } from '../../../../core/evals/intervals.ts';
import { bootstrapMean } from '../../../../core/evals/statistics/bootstrap.ts';
import { comparePairs, type Pair } from '../../../../core/evals/statistics/compare.ts';
import { holm } from '../../../../core/evals/statistics/holm.ts';
import { mcnemar } from '../../../../core/evals/statistics/mcnemar.ts';
import { clusteredT, pairedT } from '../../../../core/evals/statistics/paired-t.ts';
import { pairsNeeded } from '../../../../core/evals/statistics/power.ts';
import { clopperPearson95 } from '../../../../core/evals/statistics/proportions.ts';
import { signFlip } from '../../../../core/evals/statistics/sign-flip.ts';
import { tCritical, tTwoSided } from '../../../../core/evals/statistics/student-t.ts';
import { sharedData } from '../../../bench/shared-data.ts';
import { withSharedData } from '../with-shared-data.ts';

const options = { points: 0.05, permutation: false };
const pairs = (differences: number[], clusters?: string[]): Pair[] =>
  differences.map((a, at) => ({ a: a + 2, b: 2, cluster: clusters?.[at] ?? null }));

describe("Student's t", () => {
  it('has the values of the tables', () => {
    expect(tCritical(0.05, 1)).toBeCloseTo(12.70620474, 7);
    expect(tCritical(0.05, 2)).toBeCloseTo(4.30265273, 8);
    expect(tCritical(0.05, 10)).toBeCloseTo(2.22813885, 8);
    expect(tCritical(0.05, 14014)).toBeCloseTo(1.96013328, 7);
    expect(tTwoSided(2.5, 1)).toBeCloseTo(0.24223788, 8);
    expect(tTwoSided(2.5, 10)).toBeCloseTo(0.03144684, 8);
    expect(tTwoSided(8, 200)).toBeCloseTo(9.8792e-14, 17);
  });

  it('of five differences: mean 0.3, sd sqrt(0.025), t(4) 2.776445', () => {
    const { difference, standardError, interval, p } = pairedT([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect([difference, standardError]).toEqual([
      expect.closeTo(0.3, 12),
      expect.closeTo(Math.sqrt(0.005), 12),
    ]);
    expect(interval?.[0]).toBeCloseTo(0.3 - 2.776445 * Math.sqrt(0.005), 6);
    // t = 4.242641 with 4 degrees of freedom.
    expect(p).toBeCloseTo(0.0132359, 6);
  });

  it('of clusters: deviations are summed by cluster before they are squared', () => {
    // Mean 0.5; sums of deviations 1, -0.5, -0.5; SE = sqrt(3/2 * 1.5) / 6 = 0.25; t(.975, 2) = 4.302653.
    const { difference, standardError, interval, degrees, p } = clusteredT(
      [1, 1, 0.5, 0, 0.5, 0],
      ['x', 'x', 'y', 'y', 'z', 'z'],
    );
    expect([difference, standardError, degrees]).toEqual([0.5, expect.closeTo(0.25, 12), 2]);
    expect(interval?.[1]).toBeCloseTo(0.5 + 4.30265273 * 0.25, 7);
    expect(p).toBeCloseTo(0.1835034, 6);
  });

  it('of clusters of one item is the plain one', () => {
    const values = [0.1, -0.3, 0.4, 0.2];
    expect(clusteredT(values, ['a', 'b', 'c', 'd']).standardError).toBeCloseTo(
      pairedT(values).standardError ?? -1,
      12,
    );
  });
});

describe('resampling', () => {
  it('flips every sign of few differences', () => {
    // Of 16 patterns only all-plus and all-minus reach the sum of 10.
    expect(signFlip([1, 2, 3, 4])).toEqual({ p: 2 / 16, exact: true });
    expect(signFlip([0.1, 0.2, -0.3])).toEqual({ p: 1, exact: true });
  });

  it('draws the signs of many, close to the exact value', () => {
    const { p, exact } = signFlip(new Array(16).fill(1).map((value, at) => (at < 12 ? value : -1)));
    // Binomial: at least 12 of 16 on either side.
    expect(exact).toBe(false);
    expect(p).toBeGreaterThan(0.07);
    expect(p).toBeLessThan(0.085);
  });

  it('draws whole clusters, so that copies add no certainty', () => {
    const [values, clusters] = [
      [0, 1, 0, 1],
      ['a', 'b', 'c', 'd'],
    ];
    const narrow = bootstrapMean([...values, ...values, ...values]);
    const wide = bootstrapMean([...values, ...values, ...values], undefined, [
      ...clusters,
      ...clusters,
      ...clusters,
    ]);
    expect(wide).toEqual(bootstrapMean(values));
    expect((wide?.[1] ?? 0) - (wide?.[0] ?? 0)).toBeGreaterThan((narrow?.[1] ?? 0) - (narrow?.[0] ?? 0));
  });
});

describe('corrections and power', () => {
  it("Holm's p values times 3, 2, 1, never falling", () => {
    expect(holm([0.04, 0.01, 0.03])).toEqual([0.06, 0.03, 0.06]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
  });

  it('pairs needed by hand: (2.801585 * 0.5 / 0.05)^2 = 784.9', () => {
    expect(pairsNeeded(0.5, 0.05)).toBe(785);
  });
});

describe('comparing runs', () => {
  it('two identical runs differ by 0 with p 1', () => {
    const same = [1, 0, 1, 1].map((a) => ({ a, b: a, cluster: null }));
    expect(comparePairs(same, options)).toMatchObject({
      difference: 0,
      p: 1,
      verdict: 'not distinguishable',
    });
  });

  it('right-or-wrong scores take the exact McNemar test', () => {
    const rows = (a: number, b: number, times: number): Pair[] =>
      new Array(times).fill({ a, b, cluster: null });
    const compared = comparePairs([...rows(1, 0, 10), ...rows(0, 1, 1), ...rows(1, 1, 20)], options);
    // 2 * (1 + 11) / 2^11.
    expect(compared).toMatchObject({ test: 'mcnemar (exact)', n: 31, verdict: 'better' });
    expect(compared.p).toBeCloseTo(24 / 2048, 12);
    expect(compared.interval?.[0]).toBeGreaterThan(0);
    expect(comparePairs([...rows(0, 1, 10), ...rows(1, 0, 1)], options).verdict).toBe('worse');
  });

  it('says how many more questions would show five points', () => {
    const compared = comparePairs(pairs([0.1, -0.1, 0.1, -0.1, 0.1]), options);
    // sd = sqrt(.048 / 4) = .109545; (2.801585 * .109545 / .05)^2 = 37.7.
    expect(compared.needed).toEqual({ points: 0.05, n: 38 });
    expect(compared.statement).toBe('not distinguishable; about 33 more questions would show 5 points');
  });

  it('is not sure of clusters where it is sure of as many single items', () => {
    const differences = new Array(20).fill(0).map((_, at) => (at < 15 ? 0.5 : -0.4));
    const clusters = differences.map((_, at) => (at < 15 ? `a${at % 2}` : 'b'));
    expect(comparePairs(pairs(differences), options).verdict).toBe('better');
    expect(comparePairs(pairs(differences, clusters), options)).toMatchObject({
      test: 'cluster-robust paired t',
      clusters: 3,
      verdict: 'not distinguishable',
    });
  });

  it('does not trust two equal differences', () => {
    const compared = comparePairs(pairs([0.25, 0.25]), options);
    expect(compared).toMatchObject({ p: 0.5, interval: null, verdict: 'not distinguishable' });
    expect(compared.statement).toContain('cannot say how many more it takes');
    expect(comparePairs(pairs([0.25]), options)).toMatchObject({ p: 1, standardError: null });
  });
});

withSharedData('stats', 'statistics equal scipy and statsmodels', () => {
  const vectors = () => JSON.parse(readFileSync(sharedData('stats/test_vectors.json'), 'utf8'));

  it('on the pairs of models', () => {
    for (const { a_only, b_only, n, exact_p, diff, paired_se, diff_ci95_normal } of vectors()
      .mcnemar_helm_mmlu) {
      const ours = mcnemar(a_only, b_only, n);
      expect(ours.p / exact_p).toBeCloseTo(1, 8);
      expect(ours.difference).toBeCloseTo(diff, 14);
      expect(ours.standardError).toBeCloseTo(paired_se, 14);
      expect(ours.interval[0]).toBeCloseTo(diff_ci95_normal[0], 12);
      expect(ours.interval[1]).toBeCloseTo(diff_ci95_normal[1], 12);
    }
    for (const { b, c, exact_p } of vectors().mcnemar_small)
      expect(mcnemar(b, c, 40).p).toBeCloseTo(exact_p, 12);
  });

  it('on shares', () => {
    for (const { k, n, wilson95: wilson, clopper_pearson95: exact } of vectors().wilson)
      for (const at of [0, 1] as const) {
        expect(wilson95(k, n)?.[at]).toBeCloseTo(wilson[at], 12);
        expect(clopperPearson95(k, n)?.[at]).toBeCloseTo(exact[at], 10);
      }
  });
});
