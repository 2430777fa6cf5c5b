import { op, type WasmMemory, wasmFunction } from '../../index/vectors/wasm-code.ts';

/** Rows of numbers behind the last that attention may read, though it makes nothing of them. */
export const SPARE_ROWS = 3;
/** Numbers of a value's row that are mixed in one call. */
const MIXED = 32;

/**
 * Every piece of a sentence looks at every other: by byte addresses, from rows of query, key and value, each `width`
 * wide and cut into `heads`, to rows of `width`. `first` and `count` say which rows the sentence has.
 */
export type Attention = (rows: number, out: number, first: number, count: number) => void;

/** `scratch` has room for the longest sentence and `SPARE_ROWS` numbers more. */
export function createAttention(
  memory: WasmMemory,
  { width, heads, scratch }: { width: number; heads: number; scratch: { at: number; length: number } },
): Attention {
  const head = width / heads;
  const [row, scale] = [3 * width * 4, 1 / Math.sqrt(head)];
  const dots = dotsOf(memory, head * 4, row);
  const mix = mixOf(memory, row);
  const weights = new Float32Array(memory.buffer, scratch.at, scratch.length);

  return (rows, out, first, count) => {
    for (let h = 0; h < heads; h++) {
      const queries = rows + first * row + h * head * 4;
      const keys = queries + width * 4;
      const values = keys + width * 4;
      for (let i = 0; i < count; i++) {
        dots(queries + i * row, keys, scratch.at, Math.ceil(count / 4));
        softmax(weights, count, scale);
        const target = out + ((first + i) * width + h * head) * 4;
        for (let d = 0; d < head; d += MIXED) mix(scratch.at, values + d * 4, target + d * 4, count);
      }
    }
  };
}

/** e to the scaled numbers, so that the first `count` add up to 1. */
function softmax(numbers: Float32Array, count: number, scale: number): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) most = Math.max(most, numbers[i] as number);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const power = Math.exp(((numbers[i] as number) - most) * scale);
    numbers[i] = power;
    sum += power;
  }
  for (let i = 0; i < count; i++) numbers[i] = (numbers[i] as number) / sum;
}

/** `k(query, keys, out, fours)`: the dot products of a query with keys, four at a time; a key is `bytes` long. */
function dotsOf(memory: WasmMemory, bytes: number, row: number): (...integers: number[]) => void {
  const [query, keys, out, fours] = [0, 1, 2, 3] as const;
  const sum = (i: number): number => 4 + i;
  const four = [0, 1, 2, 3];
  const steps = Array.from({ length: bytes / 16 }, (_, k) => k * 16);
  const body = [
    ...op.loop,
    ...four.flatMap((i) => [...op.zero128, ...op.set(sum(i))]),
    ...steps.flatMap((k) =>
      four.flatMap((i) => {
        const factors = [...op.get(query), ...op.load128(k), ...op.get(keys), ...op.load128(i * row + k)];
        return multiplyAdd(factors, sum(i));
      }),
    ),
    ...four.flatMap((i) => [
      ...op.get(out),
      ...four.flatMap((lane) => [
        ...[...op.get(sum(i)), ...op.floatLane(lane), ...(lane === 0 ? [] : op.addFloat)],
      ]),
      ...op.storeFloat(i * 4),
    ]),
    ...[...op.get(keys), ...op.constant(4 * row), ...op.add, ...op.set(keys)],
    ...[...op.get(out), ...op.constant(16), ...op.add, ...op.set(out)],
    ...[...op.get(fours), ...op.constant(1), ...op.subtract, ...op.set(fours)],
    ...[...op.get(fours), ...op.branchIf(0)],
    ...op.end,
  ];
  return wasmFunction(memory, { parameters: 4, vectors: 4, body });
}

/** `k(weights, values, out, count)`: the weighted sum of `MIXED` numbers of each value. */
function mixOf(memory: WasmMemory, row: number): (...integers: number[]) => void {
  const [weights, values, out, count] = [0, 1, 2, 3] as const;
  const vectors = MIXED / 4;
  const sum = (j: number): number => 4 + j;
  const each = Array.from({ length: vectors }, (_, j) => j);
  const body = [
    ...each.flatMap((j) => [...op.zero128, ...op.set(sum(j))]),
    ...op.loop,
    ...each.flatMap((j) => {
      const factors = [...op.get(weights), ...op.splatFloat(0), ...op.get(values), ...op.load128(j * 16)];
      return multiplyAdd(factors, sum(j));
    }),
    ...[...op.get(weights), ...op.constant(4), ...op.add, ...op.set(weights)],
    ...[...op.get(values), ...op.constant(row), ...op.add, ...op.set(values)],
    ...[...op.get(count), ...op.constant(1), ...op.subtract, ...op.set(count)],
    ...[...op.get(count), ...op.branchIf(0)],
    ...op.end,
    ...each.flatMap((j) => [...op.get(out), ...op.get(sum(j)), ...op.store128(j * 16)]),
  ];
  return wasmFunction(memory, { parameters: 4, vectors, body });
}

/** The code of `sum += a x b`, given that of a and b. Not fused, which relaxed SIMD could: all machines get equal vectors. */
function multiplyAdd(factors: number[], sum: number): number[] {
  return [...factors, ...op.multiplyFloats, ...op.get(sum), ...op.addFloats, ...op.set(sum)];
}
