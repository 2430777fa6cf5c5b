import type { BagWriter } from './training-pairs.ts';

/** Texts as counts of table rows, one text after the other: text i has the entries starts[i] .. starts[i + 1]. */
export type Counts = { size: number; starts: Uint32Array; rows: Uint32Array; counts: Uint16Array };

/** Collects texts; `pack` tells those that were closed. */
export function createCounts(): BagWriter & { pack(): Counts } {
  const [starts, rows, counts]: [number[], number[], number[]] = [[0], [], []];
  return {
    put(row, count) {
      rows.push(row);
      counts.push(count);
    },
    close: () => void starts.push(rows.length),
    pack: () => ({
      size: starts.length - 1,
      starts: Uint32Array.from(starts),
      rows: Uint32Array.from(rows),
      counts: Uint16Array.from(counts),
    }),
  };
}
