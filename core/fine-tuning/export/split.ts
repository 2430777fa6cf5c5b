import { compare } from '../../feedback/imported-votes.ts';
import { sha256Hex } from '../../text/hashes.ts';
import type { Cluster } from './clusters.ts';
import { EXPORT_LIMITS } from './limits.ts';

export type Split = 'train' | 'valid';

/**
 * Which clusters are kept for validation: by the hash of seed and cluster, so that one stays where it is when others come.
 * Validation is never empty while there is a row, and training never while there are two clusters.
 */
export function splitClusters(clusters: readonly Cluster[], seed: number): Map<Split, Cluster[]> {
  const rows = clusters.reduce((sum, { candidates }) => sum + candidates.length, 0);
  const drawn = clusters
    .map((cluster) => ({ cluster, chance: chanceOf(seed, cluster.id) }))
    .sort((a, b) => a.chance - b.chance || compare(a.cluster.id, b.cluster.id));
  const small = drawn.filter(
    ({ cluster }) => cluster.candidates.length <= Math.max(1, rows * EXPORT_LIMITS.largestValidShare),
  );
  const valid = new Set<Cluster>();
  let held = 0;
  for (const { cluster, chance } of small) {
    // Where clusters differ much in size, their share says little of the rows.
    if (chance >= EXPORT_LIMITS.validShare && held >= rows * EXPORT_LIMITS.leastValidRows) break;
    valid.add(cluster);
    held += cluster.candidates.length;
  }
  if (valid.size === 0) {
    const smallest = drawn.toSorted((a, b) => a.cluster.candidates.length - b.cluster.candidates.length)[0];
    const one = small[0] ?? smallest;
    if (one !== undefined) valid.add(one.cluster);
  }
  if (valid.size === clusters.length && valid.size > 1) {
    const last = drawn.at(-1);
    if (last !== undefined) valid.delete(last.cluster);
  }
  const order = (kept: Cluster[]) =>
    kept.toSorted((a, b) => chanceOf(seed, a.id) - chanceOf(seed, b.id) || compare(a.id, b.id));
  return new Map([
    ['train', order(clusters.filter((cluster) => !valid.has(cluster)))],
    ['valid', order(clusters.filter((cluster) => valid.has(cluster)))],
  ]);
}

/** A number in [0, 1) that seed and name decide. */
export function chanceOf(seed: number, name: string): number {
  return Number.parseInt(sha256Hex(`${seed}\n${name}`).slice(0, 12), 16) / 2 ** 48;
}
