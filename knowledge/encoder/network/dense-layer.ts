import { op, type WasmMemory, wasmFunction } from '../../index/vectors/wasm-code.ts';
import { quantiseRows } from './quantise-rows.ts';

/** What is done to a dense layer's sums before they are stored. */
export type Finish = 'none' | 'relu' | 'residual';

/**
 * C = A W + bias for `rows` rows of A, by byte addresses; then negative sums become 0 (`relu`), or the same place of
 * `residual` is added. `rows` is rounded up to a multiple of `ROW_BLOCK`: C must have room for that.
 */
export type DenseLayer = (a: number, c: number, rows: number, residual?: number) => void;

/** Where a layer keeps its input as integers while it works: `rows` of them, as many as a call has. */
export type DenseScratch = { at: number; rows: number };

/** Rows of A and columns of W taken together: their sums stay in registers. */
export const ROW_BLOCK = 4;
const COLUMNS = 8;
const VECTORS = COLUMNS / 4;
/** Neighbours in a row of A that one instruction takes, and how many times that in one turn of the inner loop. */
const [PAIR, UNROLL] = [2, 4] as const;
/** Weights become integers up to this, a column at a time; it leaves the input about as much. */
const MOST_WEIGHT = 8_191;
/** Sums stay below 2^31: by Cauchy and Schwarz, if the product of the two norms does. */
const MOST_SUM = 2 ** 31 * 0.99;

/** How many bytes the packed weights, the columns' scales and the bias of a layer take. */
export function denseBytes({ from, to }: { from: number; to: number }): number {
  return from * to * 2 + to * 8;
}

/** How many bytes a scratch for inputs of this width takes. */
export function scratchBytes(rows: number, width: number): number {
  return rows * (4 + width * 2);
}

/**
 * A layer whose weights lie at `place`, as 16-bit integers and packed: the columns by eights, each eight's rows two by
 * two, so that the loop reads them in one run. `from` is a multiple of 8, `to` one of 8.
 */
export function createDenseLayer(
  memory: WasmMemory,
  { place, scratch }: { place: number; scratch: DenseScratch },
  { from, to, finish }: { from: number; to: number; finish: Finish },
): DenseLayer & { packWeights(weights: Float32Array): void; bias: Float32Array<ArrayBuffer> } {
  const panel = panelOf(memory, { from, to, finish });
  const [scalesAt, biasAt] = [place + from * to * 2, place + from * to * 2 + to * 4];
  const rowScales = new Float32Array(memory.buffer, scratch.at, scratch.rows);
  const integersAt = scratch.at + scratch.rows * 4;
  const integers = new Int16Array(memory.buffer, integersAt, scratch.rows * from);
  let longest = 0;
  const layer: DenseLayer = (a, c, rows, residual = 0) => {
    const numbers = new Float32Array(memory.buffer, a, rows * from);
    quantiseRows(numbers, { integers, scales: rowScales, width: from, length: longest });
    const blocks = Math.ceil(rows / ROW_BLOCK);
    for (let column = 0; column < to; column += COLUMNS) {
      const at = column * 4;
      const weightsAt = place + from * column * 2;
      panel(integersAt, weightsAt, scalesAt + at, biasAt + at, c + at, residual + at, scratch.at, blocks);
    }
  };
  return Object.assign(layer, {
    packWeights(weights: Float32Array) {
      const packed = new Int16Array(memory.buffer, place, from * to);
      const scales = new Float32Array(memory.buffer, scalesAt, to);
      longest = MOST_SUM / pack(weights, { packed, scales, from, to });
    },
    bias: new Float32Array(memory.buffer, biasAt, to),
  });
}

/** Writes the weights as integers in the panels' order; returns the largest norm of a column of them. */
function pack(
  weights: Float32Array,
  { packed, scales, from, to }: { packed: Int16Array; scales: Float32Array; from: number; to: number },
): number {
  const most = new Float32Array(to);
  for (let row = 0, next = 0; row < from; row++) {
    for (let column = 0; column < to; column++, next++) {
      const size = Math.abs(weights[next] as number);
      if (size > (most[column] as number)) most[column] = size;
    }
  }
  for (let column = 0; column < to; column++) scales[column] = (most[column] as number) / MOST_WEIGHT;
  const squares = new Float64Array(to);
  for (let row = 0, next = 0; row < from; row++) {
    const inPanel = (row - (row % PAIR)) * COLUMNS + (row % PAIR);
    for (let column = 0; column < to; column++, next++) {
      const i = column % COLUMNS;
      const integer = Math.round((weights[next] as number) / (scales[column] as number) || 0);
      packed[(column - i) * from + inPanel + i * PAIR] = integer;
      squares[column] = (squares[column] as number) + integer * integer;
    }
  }
  return Math.sqrt(squares.reduce((largest, square) => Math.max(largest, square), 1));
}

/** `k(a, w, scales, bias, c, residual, rowScales, blocks)`: every row with eight columns. */
function panelOf(
  memory: WasmMemory,
  { from, to, finish }: { from: number; to: number; finish: Finish },
): (...integers: number[]) => void {
  const [a, w, scales, bias, c, residual, rowScales, blocks] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
  const [left, right, stop] = [8, 9, 10] as const;
  const sum = (i: number, j: number): number => 11 + i * VECTORS + j;
  const ofW = (j: number): number => 11 + ROW_BLOCK * VECTORS + j;
  const ofA = 11 + ROW_BLOCK * VECTORS + VECTORS;
  const rows = Array.from({ length: ROW_BLOCK }, (_, i) => i);
  const vectors = Array.from({ length: VECTORS }, (_, j) => j);
  const steps = Array.from({ length: UNROLL }, (_, k) => k);
  const [rowOfA, rowOfC] = [from * 2, to * 4];
  const each = (code: (i: number, j: number) => number[]): number[] =>
    rows.flatMap((i) => vectors.flatMap((j) => code(i, j)));
  const move = (cursor: number, by: number): number[] => [
    ...[...op.get(cursor), ...op.constant(by), ...op.add, ...op.set(cursor)],
  ];
  // The integers' sum in the numbers' own scale, with the bias.
  const scaled = (i: number, j: number): number[] => [
    ...[
      ...op.get(sum(i, j)),
      ...op.integersToFloats,
      ...op.get(scales),
      ...op.load128(j * 16),
      ...op.multiplyFloats,
    ],
    ...[...op.get(rowScales), ...op.splatFloat(i * 4), ...op.multiplyFloats],
    ...[...op.get(bias), ...op.load128(j * 16), ...op.addFloats],
  ];
  const finished = (i: number, j: number): number[] => {
    if (finish === 'relu') return [...scaled(i, j), ...op.zero128, ...op.maxFloats];
    if (finish === 'none') return scaled(i, j);
    return [...scaled(i, j), ...op.get(residual), ...op.load128(i * rowOfC + j * 16), ...op.addFloats];
  };
  const body = [
    ...op.loop,
    ...each((i, j) => [...op.zero128, ...op.set(sum(i, j))]),
    ...[...op.get(a), ...op.set(left), ...op.get(w), ...op.set(right)],
    ...[...op.get(a), ...op.constant(rowOfA), ...op.add, ...op.set(stop)],
    ...op.loop,
    ...steps.flatMap((k) => [
      ...vectors.flatMap((j) => [
        ...[...op.get(right), ...op.load128(k * COLUMNS * 4 + j * 16), ...op.set(ofW(j))],
      ]),
      ...rows.flatMap((i) => [
        ...[...op.get(left), ...op.splatFloat(i * rowOfA + k * 4), ...op.set(ofA)],
        ...vectors.flatMap((j) => [
          ...[...op.get(ofA), ...op.get(ofW(j)), ...op.dotPairs],
          ...[...op.get(sum(i, j)), ...op.addIntegers, ...op.set(sum(i, j))],
        ]),
      ]),
    ]),
    ...[...move(left, UNROLL * PAIR * 2), ...move(right, UNROLL * COLUMNS * PAIR * 2)],
    ...[...op.get(left), ...op.get(stop), ...op.lessThan, ...op.branchIf(0)],
    ...op.end,
    ...each((i, j) => [...op.get(c), ...finished(i, j), ...op.store128(i * rowOfC + j * 16)]),
    ...[...move(a, ROW_BLOCK * rowOfA), ...move(c, ROW_BLOCK * rowOfC)],
    ...[...move(residual, ROW_BLOCK * rowOfC), ...move(rowScales, ROW_BLOCK * 4)],
    ...[...op.get(blocks), ...op.constant(1), ...op.subtract, ...op.set(blocks)],
    ...[...op.get(blocks), ...op.branchIf(0)],
    ...op.end,
  ];
  return wasmFunction(memory, { parameters: 11, vectors: ROW_BLOCK * VECTORS + VECTORS + 1, body });
}
