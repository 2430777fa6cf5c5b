import { seededRandom } from './seeded-random.ts';

/** Up to so many values every pattern of signs is tried. */
const EXACT_UP_TO = 12;
/** Sums that differ by rounding only count as equal. */
const ROUNDING = 1e-12;

export type SignFlip = { p: number; exact: boolean };

/**
 * Permutation test of paired differences: were the two systems alike, each difference could as well have the other
 * sign. p is the share of sign patterns whose sum is at least as far from 0; of 10,000 drawn ones it is
 * (k + 1) / (N + 1). Give the sums of clusters where items come in clusters.
 */
export function signFlip(differences: readonly number[], draws = 10_000, seed = 'docent'): SignFlip {
  const size = differences.reduce((sum, value) => sum + Math.abs(value), 0);
  const seen = Math.abs(differences.reduce((sum, value) => sum + value, 0)) - ROUNDING * size;
  const extreme = (negative: (at: number) => boolean): boolean => {
    let sum = 0;
    for (const [at, value] of differences.entries()) sum += negative(at) ? -value : value;
    return Math.abs(sum) >= seen;
  };
  if (differences.length <= EXACT_UP_TO) {
    const patterns = 2 ** differences.length;
    let count = 0;
    for (let bits = 0; bits < patterns; bits++) count += Number(extreme((at) => ((bits >> at) & 1) === 1));
    return { p: count / patterns, exact: true };
  }
  const random = seededRandom(seed);
  let count = 0;
  for (let draw = 0; draw < draws; draw++) count += Number(extreme(() => random() < 0.5));
  return { p: (count + 1) / (draws + 1), exact: false };
}
