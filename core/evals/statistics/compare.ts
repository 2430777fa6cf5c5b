import { mcnemar } from './mcnemar.ts';
import { clusteredT, meanOf, type PairedT, pairedT, sampleDeviation } from './paired-t.ts';
import { pairsNeeded } from './power.ts';
import { signFlip } from './sign-flip.ts';

/** One item as both systems scored it; items of a cluster hang together. */
export type Pair = { a: number; b: number; cluster: string | null };

export type Comparison = {
  /** What was done, in words. */
  test: string;
  n: number;
  a: number;
  b: number;
  /** a - b, in score units. */
  difference: number;
  standardError: number | null;
  interval: [number, number] | null;
  p: number;
  verdict: 'better' | 'worse' | 'not distinguishable';
  /** Pairs that would show `points`; null where the spread is unknown. */
  needed: { points: number; n: number | null };
  clusters?: number;
  /** The verdict and its power as a sentence. */
  statement: string;
};

export type CompareOptions = {
  /** A difference worth seeing, in score units. */
  points: number;
  /** Permutation instead of Student's t for graded scores. */
  permutation: boolean;
};

type Tested = Pick<Comparison, 'test' | 'difference' | 'standardError' | 'interval' | 'p' | 'clusters'>;

/**
 * Compares two systems on the same items. Clusters where there are any decide: then the test is the clustered t. Else
 * right-or-wrong scores take the exact McNemar test and graded ones Student's paired t.
 */
export function comparePairs(pairs: readonly Pair[], options: CompareOptions): Comparison {
  const differences = pairs.map(({ a, b }) => a - b);
  const tested = test(pairs, differences, options);
  const deviation = sampleDeviation(differences);
  const needed = {
    points: options.points,
    n: deviation === null ? null : pairsNeeded(deviation, options.points),
  };
  const a = meanOf(pairs.map((pair) => pair.a));
  const b = meanOf(pairs.map((pair) => pair.b));
  return { ...tested, n: pairs.length, a, b, needed, ...judge(tested, needed, pairs.length) };
}

function test(pairs: readonly Pair[], differences: number[], { permutation }: CompareOptions): Tested {
  const clusters = pairs.map(({ cluster }) => cluster);
  if (clusters.every((cluster) => cluster !== null)) {
    const count = new Set(clusters).size;
    const sums = (): number[] => {
      const byCluster = new Map<string, number>();
      for (const [at, value] of differences.entries())
        byCluster.set(clusters[at] ?? '', (byCluster.get(clusters[at] ?? '') ?? 0) + value);
      return [...byCluster.values()];
    };
    const result = clusteredT(differences, clusters);
    return { ...decided('cluster-robust paired t', result, sums, permutation), clusters: count };
  }
  if (pairs.every(({ a, b }) => isBinary(a) && isBinary(b)) && !permutation) {
    const only = (value: number): number => differences.filter((one) => one === value).length;
    return { test: 'mcnemar (exact)', ...mcnemar(only(1), only(-1), pairs.length) };
  }
  return decided('paired t', pairedT(differences), () => differences, permutation);
}

const isBinary = (score: number): boolean => score === 0 || score === 1;

/** t decides unless a permutation is asked for, or t has no spread to work with. */
function decided(name: string, result: PairedT, units: () => number[], permutation: boolean): Tested {
  const { difference, standardError, interval } = result;
  if (result.p !== null && !permutation)
    return { test: name, difference, standardError, interval, p: result.p };
  const flipped = signFlip(units());
  const of = name.startsWith('cluster') ? 'sign-flip permutation of clusters' : 'sign-flip permutation';
  return {
    ...{ test: `${of} (${flipped.exact ? 'exact' : '10,000 draws'})`, difference, standardError },
    // An interval without width would claim more than the test does.
    interval: standardError === 0 && difference !== 0 ? null : interval,
    p: flipped.p,
  };
}

/** The verdict at 5 %, and what it is worth. */
export function judge(
  { difference, p }: Pick<Comparison, 'difference' | 'p'>,
  needed: Comparison['needed'],
  n: number,
): Pick<Comparison, 'verdict' | 'statement'> {
  const verdict = p >= 0.05 ? 'not distinguishable' : difference > 0 ? 'better' : 'worse';
  return { verdict, statement: sentence(verdict, p, needed, n) };
}

function sentence(
  verdict: Comparison['verdict'],
  p: number,
  { points, n: wanted }: Comparison['needed'],
  n: number,
): string {
  if (verdict !== 'not distinguishable') return `${verdict}, p ${p < 0.001 ? '< .001' : `= ${p.toFixed(3)}`}`;
  const size = points <= 1 ? `${Number((points * 100).toPrecision(3))} points` : `a difference of ${points}`;
  if (wanted === null) return 'not distinguishable; one question cannot show a difference';
  if (wanted === 0)
    return `not distinguishable; ${n} question${n === 1 ? '' : 's'} that all differ alike cannot say how many more it takes`;
  if (wanted <= n) return `not distinguishable; these ${n} questions would most likely have shown ${size}`;
  const more = wanted - n;
  return `not distinguishable; about ${more} more question${more === 1 ? '' : 's'} would show ${size}`;
}
