import { logGamma } from './beta-distribution.ts';

/**
 * Fisher's exact test, one-sided (J. R. Statist. Soc. 98, 1935): with all four sums as they are, the chance that at least
 * `hits` of the `of` things in the first group are hits. 1 where a group is empty.
 */
export function fisherAtLeast(
  first: { hits: number; of: number },
  second: { hits: number; of: number },
): number {
  const [hits, all] = [first.hits + second.hits, first.of + second.of];
  const most = Math.min(hits, first.of);
  let sum = 0;
  for (let here = first.hits; here <= most; here++) {
    if (hits - here > second.of) continue;
    sum += Math.exp(logChoose(first.of, here) + logChoose(second.of, hits - here) - logChoose(all, hits));
  }
  return Math.min(1, sum);
}

function logChoose(of: number, some: number): number {
  return logGamma(of + 1) - logGamma(some + 1) - logGamma(of - some + 1);
}
