import { op, type WasmMemory, wasmFunction } from './wasm-code.ts';

/** C = A Bᵀ by byte addresses: A has `m` rows (a multiple of 4), B and C's rows are as the product was made for. */
export type MatrixProduct = (a: number, b: number, c: number, m: number) => void;

/** Rows of A and of B taken together: their eight sums and the numbers they are made of stay in registers. */
const [A_ROWS, B_ROWS] = [4, 2] as const;

/**
 * C = A Bᵀ of row-major Float32 matrices in WebAssembly memory, as a SIMD loop: several times as fast as plain
 * JavaScript. `inner` is the length of a row of A and B (a multiple of 4), `n` the rows of B (a multiple of 2).
 */
export function createMatrixProduct(
  memory: WasmMemory,
  { n, inner }: { n: number; inner: number },
): MatrixProduct {
  const fourRows = wasmFunction(memory, {
    parameters: 7,
    vectors: A_ROWS * B_ROWS + B_ROWS,
    body: fourRowsCode(n, inner * 4),
  });
  return (a, b, c, m) => {
    for (let i = 0; i < m; i += A_ROWS) fourRows(a + i * inner * 4, b, c + i * n * 4, n / B_ROWS);
  };
}

/** `k(a, b, c, pairs)`: four rows of A with every row of B. A row of A or B has `row` bytes. */
function fourRowsCode(n: number, row: number): number[] {
  const [a, b, c, pairs, left, right, stop] = [0, 1, 2, 3, 4, 5, 6] as const;
  const sum = (i: number, j: number): number => 7 + i * B_ROWS + j;
  const ofB = (j: number): number => 7 + A_ROWS * B_ROWS + j;
  const [rowsOfA, rowsOfB] = [
    [0, 1, 2, 3],
    [0, 1],
  ];
  const each = (code: (i: number, j: number) => number[]): number[] =>
    rowsOfA.flatMap((i) => rowsOfB.flatMap((j) => code(i, j)));
  const move = (cursor: number, by: number): number[] => [
    ...[...op.get(cursor), ...op.constant(by), ...op.add, ...op.set(cursor)],
  ];
  return [
    ...op.loop,
    ...each((i, j) => [...op.zero128, ...op.set(sum(i, j))]),
    ...[...op.get(a), ...op.set(left), ...op.get(b), ...op.set(right)],
    ...[...op.get(a), ...op.constant(row), ...op.add, ...op.set(stop)],
    ...op.loop,
    ...rowsOfB.flatMap((j) => [...op.get(right), ...op.load128(j * row), ...op.set(ofB(j))]),
    ...each((i, j) => [
      ...[...op.get(left), ...op.load128(i * row), ...op.get(ofB(j)), ...op.multiplyFloats],
      ...[...op.get(sum(i, j)), ...op.addFloats, ...op.set(sum(i, j))],
    ]),
    ...[...move(left, 16), ...move(right, 16)],
    ...[...op.get(left), ...op.get(stop), ...op.lessThan, ...op.branchIf(0)],
    ...op.end,
    ...each((i, j) => [
      ...op.get(c),
      ...[0, 1, 2, 3].flatMap((lane) => [
        ...[...op.get(sum(i, j)), ...op.floatLane(lane), ...(lane === 0 ? [] : op.addFloat)],
      ]),
      ...op.storeFloat((i * n + j) * 4),
    ]),
    ...[...move(b, B_ROWS * row), ...move(c, B_ROWS * 4)],
    ...[...op.get(pairs), ...op.constant(1), ...op.subtract, ...op.set(pairs)],
    ...[...op.get(pairs), ...op.branchIf(0)],
    ...op.end,
  ];
}
