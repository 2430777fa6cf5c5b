import { op, type WasmMemory, wasmFunction } from '../../index/vectors/wasm-code.ts';
import { multiplyAdd } from './multiply-add.ts';

/** What is done to a dense layer's sums before they are stored. */
export type Finish = 'none' | 'relu' | 'residual';

/**
 * C = A W + bias for `rows` rows of A, by byte addresses; then negative sums become 0 (`relu`), or the same place of
 * `residual` is added. `rows` is rounded up to a multiple of `ROW_BLOCK`: A and C must have room for that.
 */
export type DenseLayer = (a: number, c: number, rows: number, residual?: number) => void;

/** Rows of A and columns of W taken together: their sums stay in registers. */
export const ROW_BLOCK = 4;
const COLUMNS = 8;
const VECTORS = COLUMNS / 4;
/** Rows of W in one turn of the inner loop. */
const UNROLL = 4;

/** How many bytes the packed weights and the bias of a layer take. */
export function denseBytes({ from, to }: { from: number; to: number }): number {
  return (from + 1) * to * 4;
}

/**
 * A layer whose weights lie at `place`, packed: the columns by eights, each eight's rows one after the other, so that
 * the loop reads them in one run. `from` is a multiple of 4, `to` one of 8.
 */
export function createDenseLayer(
  memory: WasmMemory,
  place: number,
  { from, to, finish }: { from: number; to: number; finish: Finish },
): DenseLayer & { packWeights(weights: Float32Array): void; bias: Float32Array<ArrayBuffer> } {
  const panel = panelOf(memory, from, to, finish);
  const biasAt = place + from * to * 4;
  const layer: DenseLayer = (a, c, rows, residual = 0) => {
    const blocks = Math.ceil(rows / ROW_BLOCK);
    for (let column = 0; column < to; column += COLUMNS) {
      const at = column * 4;
      panel(a, place + from * at, biasAt + at, c + at, residual + at, blocks);
    }
  };
  return Object.assign(layer, {
    packWeights(weights: Float32Array) {
      const packed = new Float32Array(memory.buffer, place, from * to);
      for (let row = 0, next = 0; row < from; row++) {
        for (let column = 0; column < to; column += COLUMNS) {
          const at = column * from + row * COLUMNS;
          for (let i = 0; i < COLUMNS; i++) packed[at + i] = weights[next++] as number;
        }
      }
    },
    bias: new Float32Array(memory.buffer, biasAt, to),
  });
}

/** `k(a, w, bias, c, residual, blocks)`: every row with eight columns. */
function panelOf(
  memory: WasmMemory,
  from: number,
  to: number,
  finish: Finish,
): (...integers: number[]) => void {
  const [a, w, bias, c, residual, blocks, left, right, stop] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
  const sum = (i: number, j: number): number => 9 + i * VECTORS + j;
  const ofW = (j: number): number => 9 + ROW_BLOCK * VECTORS + j;
  const rows = Array.from({ length: ROW_BLOCK }, (_, i) => i);
  const vectors = Array.from({ length: VECTORS }, (_, j) => j);
  const steps = Array.from({ length: UNROLL }, (_, k) => k);
  const [rowOfA, rowOfC] = [from * 4, to * 4];
  const each = (code: (i: number, j: number) => number[]): number[] =>
    rows.flatMap((i) => vectors.flatMap((j) => code(i, j)));
  const move = (cursor: number, by: number): number[] => [
    ...[...op.get(cursor), ...op.constant(by), ...op.add, ...op.set(cursor)],
  ];
  const finished = (i: number, j: number): number[] => {
    const place = i * rowOfC + j * 16;
    if (finish === 'relu') return [...op.get(sum(i, j)), ...op.zero128, ...op.maxFloats];
    if (finish === 'none') return op.get(sum(i, j));
    return [...op.get(sum(i, j)), ...op.get(residual), ...op.load128(place), ...op.addFloats];
  };
  const body = [
    ...op.loop,
    ...each((i, j) => [...op.get(bias), ...op.load128(j * 16), ...op.set(sum(i, j))]),
    ...[...op.get(a), ...op.set(left), ...op.get(w), ...op.set(right)],
    ...[...op.get(a), ...op.constant(rowOfA), ...op.add, ...op.set(stop)],
    ...op.loop,
    ...steps.flatMap((k) => [
      ...vectors.flatMap((j) => [
        ...[...op.get(right), ...op.load128(k * COLUMNS * 4 + j * 16), ...op.set(ofW(j))],
      ]),
      ...each((i, j) => {
        const factor = [...op.get(left), ...op.splatFloat(i * rowOfA + k * 4)];
        return multiplyAdd([...factor, ...op.get(ofW(j))], sum(i, j));
      }),
    ]),
    ...[...move(left, UNROLL * 4), ...move(right, UNROLL * COLUMNS * 4)],
    ...[...op.get(left), ...op.get(stop), ...op.lessThan, ...op.branchIf(0)],
    ...op.end,
    ...each((i, j) => [...op.get(c), ...finished(i, j), ...op.store128(i * rowOfC + j * 16)]),
    ...[
      ...move(a, ROW_BLOCK * rowOfA),
      ...move(c, ROW_BLOCK * rowOfC),
      ...move(residual, ROW_BLOCK * rowOfC),
    ],
    ...[...op.get(blocks), ...op.constant(1), ...op.subtract, ...op.set(blocks)],
    ...[...op.get(blocks), ...op.branchIf(0)],
    ...op.end,
  ];
  return wasmFunction(memory, { parameters: 9, vectors: ROW_BLOCK * VECTORS + VECTORS, body });
}
