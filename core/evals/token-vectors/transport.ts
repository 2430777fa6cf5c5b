/**
 * What it costs at least to move `supply` to `demand`, both summing to the same, where moving one unit from i to j costs
 * `cost[i][j]`. Exact, by shortest augmenting paths; meant for some hundred places.
 */
export function transportCost(
  supply: readonly number[],
  demand: readonly number[],
  cost: readonly (readonly number[])[],
): number {
  const [left, wanted] = [[...supply], [...demand]];
  const flow = supply.map(() => demand.map(() => 0));
  const price = (i: number, j: number): number => cost[i]?.[j] ?? 0;
  for (;;) {
    const path = cheapestPath(left, wanted, flow, price);
    if (path === null) break;
    const [from, to] = [path[0]?.[0] ?? 0, path.at(-1)?.[1] ?? 0];
    const backwards = path.slice(1).map(([i], at) => flow[i]?.[path[at]?.[1] ?? 0] ?? 0);
    const amount = Math.min(left[from] ?? 0, wanted[to] ?? 0, ...backwards);
    path.forEach(([i, j], at) => {
      add(flow, i, j, amount);
      if (at > 0) add(flow, i, path[at - 1]?.[1] ?? 0, -amount);
    });
    left[from] = settle((left[from] ?? 0) - amount);
    wanted[to] = settle((wanted[to] ?? 0) - amount);
  }
  return flow.reduce((sum, row, i) => sum + row.reduce((part, units, j) => part + units * price(i, j), 0), 0);
}

/** Less than this is rounding, not something to move. */
const NOTHING = 1e-12;
const settle = (amount: number): number => (amount < NOTHING ? 0 : amount);

function add(flow: number[][], i: number, j: number, amount: number): void {
  const row = flow[i];
  if (row !== undefined) row[j] = settle((row[j] ?? 0) + amount);
}

/** Moves [i, j] from a place with supply to one that wants some; between two moves, what j gets from the next i is taken back. */
function cheapestPath(
  left: readonly number[],
  wanted: readonly number[],
  flow: readonly (readonly number[])[],
  price: (i: number, j: number) => number,
): [number, number][] | null {
  const dearest = Number.POSITIVE_INFINITY;
  const toSource = left.map((amount) => (amount > 0 ? 0 : dearest));
  const toSink = wanted.map(() => dearest);
  const sinkFrom = wanted.map(() => -1);
  const sourceFrom = left.map(() => -1);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [i, far] of toSource.entries())
      for (const [j, known] of toSink.entries())
        if (far + price(i, j) < known - NOTHING) {
          toSink[j] = far + price(i, j);
          sinkFrom[j] = i;
          changed = true;
        }
    for (const [j, far] of toSink.entries())
      for (const [i, known] of toSource.entries())
        if ((flow[i]?.[j] ?? 0) > 0 && far - price(i, j) < known - NOTHING) {
          toSource[i] = far - price(i, j);
          sourceFrom[i] = j;
          changed = true;
        }
  }
  const best = wanted.reduce(
    (at, amount, j) =>
      amount > 0 && (toSink[j] ?? dearest) < (at === -1 ? dearest : (toSink[at] ?? dearest)) ? j : at,
    -1,
  );
  if (best === -1) return null;
  const path: [number, number][] = [];
  for (let j = best; j !== -1; ) {
    const i = sinkFrom[j] ?? -1;
    path.unshift([i, j]);
    j = sourceFrom[i] ?? -1;
  }
  return path;
}
