import { tCritical, tTwoSided } from './student-t.ts';

/** What paired differences say about their mean; null where there are too few of them, or none differ, to say it. */
export type PairedT = {
  difference: number;
  standardError: number | null;
  degrees: number;
  interval: [number, number] | null;
  p: number | null;
};

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation of a sample (n - 1); null below two values. */
export function sampleDeviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Student's paired t test: SE = sd / sqrt(n), n - 1 degrees of freedom. */
export function pairedT(differences: readonly number[]): PairedT {
  const deviation = sampleDeviation(differences);
  const error = deviation === null ? null : deviation / Math.sqrt(differences.length);
  return fromError(meanOf(differences), error, differences.length - 1);
}

/**
 * The same where items come in clusters (questions on one document, turns of one conversation): what the items of a
 * cluster share is not counted as evidence many times. SE = sqrt(C / (C - 1) * sum over clusters of the squared sum of
 * deviations) / n, with C - 1 degrees of freedom (E. Miller, arXiv 2411.00640, with the finite correction).
 */
export function clusteredT(differences: readonly number[], clusters: readonly string[]): PairedT {
  const mean = meanOf(differences);
  const sums = new Map<string, number>();
  for (const [at, value] of differences.entries()) {
    const cluster = clusters[at] ?? '';
    sums.set(cluster, (sums.get(cluster) ?? 0) + value - mean);
  }
  if (sums.size < 2) return fromError(mean, null, 0);
  const squares = [...sums.values()].reduce((all, sum) => all + sum ** 2, 0);
  const error = Math.sqrt((sums.size / (sums.size - 1)) * squares) / differences.length;
  return fromError(mean, error, sums.size - 1);
}

/** Differences that are alike but for rounding have no spread that t could use. */
const ROUNDING = 1e-12;

function fromError(difference: number, error: number | null, degrees: number): PairedT {
  if (error === null) return { difference, standardError: null, degrees, interval: null, p: null };
  if (error <= ROUNDING * Math.abs(difference))
    return {
      ...{ difference, standardError: 0, degrees, interval: [difference, difference] },
      p: difference === 0 ? 1 : null,
    };
  const margin = tCritical(0.05, degrees) * error;
  return {
    ...{ difference, standardError: error, degrees },
    interval: [difference - margin, difference + margin],
    p: tTwoSided(difference / error, degrees),
  };
}
