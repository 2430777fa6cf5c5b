import { seededRandom } from './seeded-random.ts';

export type BootstrapOptions = { level: number; draws: number; seed: string };

const bootstrapDefaults: BootstrapOptions = { level: 0.95, draws: 1000, seed: 'docent' };

/** The value below which a share of sorted values lies, between neighbours by straight line (numpy's `percentile`). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (high - low) * (place - below);
}

/**
 * Percentile bootstrap interval of a mean (Efron 1979). With clusters, whole clusters are drawn, so that items which
 * belong together stay together. Null without items.
 */
export function bootstrapMean(
  values: readonly number[],
  options: BootstrapOptions = bootstrapDefaults,
  clusters?: readonly string[],
): [number, number] | null {
  if (values.length === 0) return null;
  const sums = new Map<string | number, { sum: number; size: number }>();
  for (const [at, value] of values.entries()) {
    const key = clusters?.[at] ?? at;
    const group = sums.get(key) ?? { sum: 0, size: 0 };
    sums.set(key, { sum: group.sum + value, size: group.size + 1 });
  }
  const groups = [...sums.values()];
  const random = seededRandom(options.seed);
  const means = new Float64Array(options.draws);
  for (let draw = 0; draw < options.draws; draw++) {
    let [sum, size] = [0, 0];
    for (let times = 0; times < groups.length; times++) {
      const group = groups[Math.floor(random() * groups.length)];
      sum += group?.sum ?? 0;
      size += group?.size ?? 0;
    }
    means[draw] = sum / size;
  }
  means.sort();
  const tail = (1 - options.level) / 2;
  return [quantile(means, tail), quantile(means, 1 - tail)];
}
