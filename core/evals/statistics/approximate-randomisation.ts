import { seededRandom } from './seeded-random.ts';

/**
 * Approximate randomisation (Riezler and Maxwell 2005) for scores of a whole text, such as BLEU, that are no mean of
 * its segments. `first` and `second` hold the counts of each segment, `score` makes a score of their sums. In each draw
 * segments are swapped between the two at random; p = (k + 1) / (N + 1), k = draws that differ at least as much.
 */
export function approximateRandomisation(
  first: readonly (readonly number[])[],
  second: readonly (readonly number[])[],
  score: (sums: Float64Array) => number,
  { draws = 10_000, seed = 'docent' }: { draws?: number; seed?: string } = {},
): { difference: number; p: number } {
  const width = first[0]?.length ?? 0;
  const total = (rows: readonly (readonly number[])[]): Float64Array => {
    const sums = new Float64Array(width);
    for (const row of rows) for (let at = 0; at < width; at++) sums[at] = (sums[at] ?? 0) + (row[at] ?? 0);
    return sums;
  };
  const [ours, theirs] = [total(first), total(second)];
  const difference = score(ours) - score(theirs);
  // What a swap of a segment takes from one and gives to the other.
  const moves = new Float64Array(first.length * width);
  for (const [segment, row] of first.entries())
    for (let at = 0; at < width; at++)
      moves[segment * width + at] = (second[segment]?.[at] ?? 0) - (row[at] ?? 0);
  const random = seededRandom(seed);
  const [a, b] = [new Float64Array(width), new Float64Array(width)];
  const moved = new Float64Array(width);
  let count = 0;
  for (let draw = 0; draw < draws; draw++) {
    moved.fill(0);
    for (let segment = 0; segment < first.length; segment++) {
      if (random() < 0.5) continue;
      for (let at = 0; at < width; at++) moved[at] = (moved[at] ?? 0) + (moves[segment * width + at] ?? 0);
    }
    for (let at = 0; at < width; at++) {
      a[at] = (ours[at] ?? 0) + (moved[at] ?? 0);
      b[at] = (theirs[at] ?? 0) - (moved[at] ?? 0);
    }
    count += Number(Math.abs(score(a) - score(b)) >= Math.abs(difference) - 1e-12);
  }
  return { difference, p: (count + 1) / (draws + 1) };
}
