import { approximateRandomisation } from './approximate-randomisation.ts';
import { quantile } from './bootstrap.ts';
import { type Comparison, judge } from './compare.ts';
import { sampleDeviation } from './paired-t.ts';
import { pairsNeeded } from './power.ts';
import { seededRandom } from './seeded-random.ts';

const BOOTSTRAP_DRAWS = 1000;

/**
 * Compares two systems by a score of a whole text: approximate randomisation for the verdict, a paired bootstrap over
 * the segments for the interval and the standard error (the bootstrap's own p is too small).
 */
export function compareCorpus(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
  score: (sums: ArrayLike<number>) => number,
  points: number,
): Comparison {
  const n = first.length;
  const { difference, p } = approximateRandomisation(first, second, score);
  const drawn = bootstrapDifferences(first, second, score);
  const standardError = sampleDeviation([...drawn]) ?? 0;
  const needed = { points, n: n < 2 ? null : pairsNeeded(standardError * Math.sqrt(n), points) };
  const all = Array.from({ length: n }, (_, at) => at);
  return {
    test: 'approximate randomisation (10,000 draws)',
    ...{ n, a: score(sum(first, all)), b: score(sum(second, all)), difference, standardError },
    interval: [quantile(drawn, 0.025), quantile(drawn, 0.975)],
    ...{ p, needed, ...judge({ difference, p }, needed, n) },
  };
}

function sum(rows: readonly (readonly number[])[], chosen: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(rows[0]?.length ?? 0);
  for (let at = 0; at < chosen.length; at++) {
    const row = rows[chosen[at] ?? 0] ?? [];
    for (let column = 0; column < sums.length; column++)
      sums[column] = (sums[column] ?? 0) + (row[column] ?? 0);
  }
  return sums;
}

function bootstrapDifferences(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
  score: (sums: ArrayLike<number>) => number,
): Float64Array {
  const random = seededRandom('docent');
  const chosen = new Uint32Array(first.length);
  const differences = new Float64Array(BOOTSTRAP_DRAWS);
  for (let draw = 0; draw < BOOTSTRAP_DRAWS; draw++) {
    for (let at = 0; at < chosen.length; at++) chosen[at] = Math.floor(random() * chosen.length);
    differences[draw] = score(sum(first, chosen)) - score(sum(second, chosen));
  }
  return differences.sort();
}
