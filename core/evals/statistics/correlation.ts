export type Correlations = { pearson: number | null; spearman: number | null; kendall: number | null };

/** How two lists of numbers go together, -1 to 1; null where one of them does not vary. Kendall's is tau-b. */
export function correlate(x: readonly number[], y: readonly number[]): Correlations {
  return { pearson: pearson(x, y), spearman: pearson(ranks(x), ranks(y)), kendall: tauB(x, y) };
}

function pearson(x: readonly number[], y: readonly number[]): number | null {
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((value, at) => {
    const [dx, dy] = [value - meanX, (y[at] ?? 0) - meanY];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / (values.length || 1);

/** Ranks from 1; equal values share the mean of theirs. */
function ranks(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const places = new Map<number, { first: number; last: number }>();
  sorted.forEach((value, at) => {
    const known = places.get(value);
    if (known === undefined) places.set(value, { first: at + 1, last: at + 1 });
    else known.last = at + 1;
  });
  return values.map((value) => {
    const { first, last } = places.get(value) ?? { first: 0, last: 0 };
    return (first + last) / 2;
  });
}

/** Every pair is looked at: meant for some thousand values. */
function tauB(x: readonly number[], y: readonly number[]): number | null {
  let [alike, pairsX, pairsY] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1)
    for (let j = i + 1; j < x.length; j += 1) {
      const dx = Math.sign((x[i] ?? 0) - (x[j] ?? 0));
      const dy = Math.sign((y[i] ?? 0) - (y[j] ?? 0));
      alike += dx * dy;
      pairsX += dx * dx;
      pairsY += dy * dy;
    }
  return pairsX === 0 || pairsY === 0 ? null : alike / Math.sqrt(pairsX * pairsY);
}
