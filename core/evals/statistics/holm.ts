/** Holm's correction (Scand. J. Statist. 6, 1979): p values of several tests at once, each made comparable with 5 %. */
export function holm(values: readonly number[]): number[] {
  const order = values.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(values.length).fill(1);
  let least = 0;
  for (const [rank, { p, at }] of order.entries()) {
    least = Math.max(least, Math.min(1, p * (values.length - rank)));
    adjusted[at] = least;
  }
  return adjusted;
}
