import { op, type WasmMemory, wasmFunction } from './wasm-code.ts';

/** Rows of Float32 in WebAssembly memory are padded with zeros to a multiple of this many numbers. */
export const ROW_ALIGNMENT = 32;
/** Vectors of four that are kept in registers at a time. */
const TOGETHER = ROW_ALIGNMENT / 4;
const BLOCK = ROW_ALIGNMENT * 4;

/** Loops over rows. All places are byte addresses; an entry is a row's place (integer) and a weight (float). */
export type RowLoops = {
  /** Row at `to` = sum of weight x row of `count` (1 or more) entries. */
  gather(to: number, entries: number, count: number): void;
  /** Adds weight x the row at `from` to the row of each of `count` (1 or more) entries. */
  scatter(from: number, entries: number, count: number): void;
  /**
   * A step of Adam (Kingma and Ba 2015) on a row: `values -= rate x first / (sqrt(second) + epsilon)`. The gradient
   * is zero afterwards. `constants` is the place of the floats of `ADAM_CONSTANTS`.
   */
  adam(values: number, gradient: number, first: number, second: number, constants: number): void;
};

/** Order of the floats that `adam` reads: decay of both moments, 1 - each, rate, correction of the second, epsilon. */
export const ADAM_CONSTANTS = ['b1', 'b2', 'c1', 'c2', 'rate', 'correction', 'epsilon'] as const;

export function createRowLoops(memory: WasmMemory, stride: number): RowLoops {
  const bytes = stride * 4;
  const gather = wasmFunction(memory, { parameters: 6, vectors: TOGETHER + 1, body: gatherCode() });
  const scatter = wasmFunction(memory, { parameters: 6, vectors: TOGETHER + 1, body: scatterCode() });
  const adam = wasmFunction(memory, {
    parameters: 6,
    vectors: ADAM_CONSTANTS.length + 3,
    body: adamCode(bytes),
  });
  return {
    gather(to, entries, count) {
      for (let at = 0; at < bytes; at += BLOCK) gather(to + at, entries, entries + count * 8, at);
    },
    scatter(from, entries, count) {
      for (let at = 0; at < bytes; at += BLOCK) scatter(from + at, entries, entries + count * 8, at);
    },
    adam,
  };
}

const lanes = Array.from({ length: TOGETHER }, (_, i) => i);
const [row, entry, entryEnd, at, place] = [0, 1, 2, 3, 4] as const;
const weight = 6 + TOGETHER;
const part = (i: number): number => 6 + i;

/** Opens the loop over entries: the row's place plus `at`, and its weight, are in locals. */
const openEntries: number[] = [
  ...op.loop,
  ...[...op.get(entry), ...op.loadInteger(0), ...op.get(at), ...op.add, ...op.set(place)],
  ...[...op.get(entry), ...op.splatFloat(4), ...op.set(weight)],
];
const closeEntries: number[] = [
  ...[...op.get(entry), ...op.constant(8), ...op.add, ...op.set(entry)],
  ...[...op.get(entry), ...op.get(entryEnd), ...op.lessThan, ...op.branchIf(0)],
  ...op.end,
];

function gatherCode(): number[] {
  return [
    ...lanes.flatMap((i) => [...op.zero128, ...op.set(part(i))]),
    ...openEntries,
    ...lanes.flatMap((i) => [
      ...[...op.get(place), ...op.load128(i * 16), ...op.get(weight), ...op.multiplyFloats],
      ...[...op.get(part(i)), ...op.addFloats, ...op.set(part(i))],
    ]),
    ...closeEntries,
    ...lanes.flatMap((i) => [...op.get(row), ...op.get(part(i)), ...op.store128(i * 16)]),
  ];
}

function scatterCode(): number[] {
  return [
    ...lanes.flatMap((i) => [...op.get(row), ...op.load128(i * 16), ...op.set(part(i))]),
    ...openEntries,
    ...lanes.flatMap((i) => [
      ...[...op.get(place), ...op.get(part(i)), ...op.get(weight), ...op.multiplyFloats],
      ...[...op.get(place), ...op.load128(i * 16), ...op.addFloats, ...op.store128(i * 16)],
    ]),
    ...closeEntries,
  ];
}

function adamCode(bytes: number): number[] {
  const [values, gradient, first, second, constants, stop] = [0, 1, 2, 3, 4, 5] as const;
  const constant = (name: (typeof ADAM_CONSTANTS)[number]): number => 6 + ADAM_CONSTANTS.indexOf(name);
  const [g, m, v] = [13, 14, 15] as const;
  const decayed = (moment: number, decay: 'b1' | 'b2'): number[] => [
    ...[...op.get(moment), ...op.load128(0), ...op.get(constant(decay)), ...op.multiplyFloats],
  ];
  const next = (cursor: number): number[] => [
    ...op.get(cursor),
    ...op.constant(16),
    ...op.add,
    ...op.set(cursor),
  ];
  return [
    ...ADAM_CONSTANTS.flatMap((name, i) => [
      ...[...op.get(constants), ...op.splatFloat(i * 4), ...op.set(constant(name))],
    ]),
    ...[...op.get(values), ...op.constant(bytes), ...op.add, ...op.set(stop)],
    ...op.loop,
    ...[...op.get(gradient), ...op.load128(0), ...op.set(g)],
    ...[...op.get(g), ...op.get(constant('c1')), ...op.multiplyFloats],
    ...[...decayed(first, 'b1'), ...op.addFloats, ...op.set(m)],
    ...[...op.get(g), ...op.get(g), ...op.multiplyFloats, ...op.get(constant('c2')), ...op.multiplyFloats],
    ...[...decayed(second, 'b2'), ...op.addFloats, ...op.set(v)],
    ...[...op.get(first), ...op.get(m), ...op.store128(0)],
    ...[...op.get(second), ...op.get(v), ...op.store128(0)],
    ...[...op.get(gradient), ...op.zero128, ...op.store128(0)],
    ...[...op.get(values), ...op.get(values), ...op.load128(0)],
    ...[...op.get(m), ...op.get(constant('rate')), ...op.multiplyFloats],
    ...[...op.get(v), ...op.get(constant('correction')), ...op.multiplyFloats, ...op.rootFloats],
    ...[...op.get(constant('epsilon')), ...op.addFloats, ...op.divideFloats],
    ...[...op.subtractFloats, ...op.store128(0)],
    ...[values, gradient, first, second].flatMap(next),
    ...[...op.get(values), ...op.get(stop), ...op.lessThan, ...op.branchIf(0)],
    ...op.end,
  ];
}
