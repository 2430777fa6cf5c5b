import { createMatrixProduct } from './matrix-product.ts';
import { wasmMemory } from './wasm-code.ts';

/** Small dense linear algebra on row-major Float32 matrices: only what LSA needs, nothing general. */

/** Rows that are multiplied at a time, in single precision; their sums are added in double precision. */
const CHUNK = 512;

/** C = XᵀX for X of `rows` x `width`; double precision, since Cholesky squares the error. */
export function gram(x: Float32Array, rows: number, width: number): Float64Array {
  const padded = Math.ceil(width / 4) * 4;
  const turned = padded * CHUNK;
  const memory = wasmMemory((turned + padded * padded) * 4);
  const product = createMatrixProduct(memory, { n: padded, inner: CHUNK });
  const columns = new Float32Array(memory.buffer, 0, turned);
  const sums = new Float32Array(memory.buffer, turned * 4, padded * padded);
  const c = new Float64Array(width * width);
  for (let from = 0; from < rows; from += CHUNK) {
    const count = Math.min(CHUNK, rows - from);
    columns.fill(0);
    for (let r = 0; r < count; r++) {
      for (let i = 0; i < width; i++) columns[i * CHUNK + r] = x[(from + r) * width + i] as number;
    }
    product(0, 0, turned * 4, padded);
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) {
        c[i * width + j] = (c[i * width + j] as number) + (sums[i * padded + j] as number);
      }
    }
  }
  return c;
}

/** Makes the columns of X orthonormal, in place (Cholesky QR). Columns without content become zero. */
export function orthonormalise(x: Float32Array, rows: number, width: number): void {
  const inverse = inverseOf(cholesky(gram(x, rows, width), width), width);
  multiplyInto(x, x, rows, { matrix: inverse, width, columns: width });
}

type Right = { matrix: Float64Array; width: number; columns: number };

/** X M for X of `rows` x `width` and M of `width` x `columns`, in single precision. */
export function multiply(x: Float32Array, rows: number, right: Right): Float32Array {
  const multiplied = new Float32Array(rows * right.columns);
  multiplyInto(multiplied, x, rows, right);
  return multiplied;
}

/** The same into `multiplied`, which may be X itself where M has no more columns than rows. */
function multiplyInto(
  multiplied: Float32Array,
  x: Float32Array,
  rows: number,
  { matrix, width, columns }: Right,
): void {
  const [inner, n] = [Math.ceil(width / 4) * 4, Math.ceil(columns / 4) * 4];
  const [right, result] = [CHUNK * inner, CHUNK * inner + n * inner];
  const memory = wasmMemory((result + CHUNK * n) * 4);
  const product = createMatrixProduct(memory, { n, inner });
  const floats = new Float32Array(memory.buffer);
  // The product takes its right side by columns.
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < width; i++) floats[right + j * inner + i] = matrix[i * columns + j] as number;
  }
  for (let from = 0; from < rows; from += CHUNK) {
    const count = Math.min(CHUNK, rows - from);
    for (let r = 0; r < count; r++) {
      floats.set(x.subarray((from + r) * width, (from + r + 1) * width), r * inner);
    }
    product(0, right * 4, result * 4, CHUNK);
    for (let r = 0; r < count; r++) {
      const at = result + r * n;
      multiplied.set(floats.subarray(at, at + columns), (from + r) * columns);
    }
  }
}

/** Inverse of an upper triangular matrix; rows and columns without rank stay zero. */
function inverseOf(r: Float64Array, width: number): Float64Array {
  const inverse = new Float64Array(width * width);
  for (let j = 0; j < width; j++) {
    if (r[j * width + j] === 0) continue;
    for (let i = j; i >= 0; i--) {
      const diagonal = r[i * width + i] as number;
      if (diagonal === 0) continue;
      let sum = i === j ? 1 : 0;
      for (let k = i + 1; k <= j; k++) {
        sum -= (r[i * width + k] as number) * (inverse[k * width + j] as number);
      }
      inverse[i * width + j] = sum / diagonal;
    }
  }
  return inverse;
}

/** Upper triangular R with RᵀR = C; a row of zeros where C has no rank left. */
function cholesky(c: Float64Array, width: number): Float64Array {
  const r = new Float64Array(width * width);
  let largest = 0;
  for (let i = 0; i < width; i++) largest = Math.max(largest, c[i * width + i] as number);
  for (let i = 0; i < width; i++) {
    let diagonal = c[i * width + i] as number;
    for (let k = 0; k < i; k++) diagonal -= (r[k * width + i] as number) ** 2;
    if (diagonal <= largest * 1e-10) continue;
    const root = Math.sqrt(diagonal);
    r[i * width + i] = root;
    for (let j = i + 1; j < width; j++) {
      let sum = c[i * width + j] as number;
      for (let k = 0; k < i; k++) sum -= (r[k * width + i] as number) * (r[k * width + j] as number);
      r[i * width + j] = sum / root;
    }
  }
  return r;
}

/** Eigenvectors (columns) and eigenvalues of a symmetric matrix, largest first: cyclic Jacobi rotations. */
export function symmetricEigen(
  symmetric: Float64Array,
  width: number,
): { values: number[]; vectors: Float64Array } {
  const a = symmetric.slice();
  const v = new Float64Array(width * width);
  for (let i = 0; i < width; i++) v[i * width + i] = 1;
  for (let sweep = 0; sweep < 12; sweep++) {
    let off = 0;
    let diagonal = 0;
    for (let i = 0; i < width; i++) {
      diagonal += (a[i * width + i] as number) ** 2;
      for (let j = i + 1; j < width; j++) off += (a[i * width + j] as number) ** 2;
    }
    if (off <= diagonal * 1e-14) break;
    for (let p = 0; p < width; p++) for (let q = p + 1; q < width; q++) rotate(a, v, width, p, q);
  }
  const order = Array.from({ length: width }, (_, i) => i).sort(
    (i, j) => (a[j * width + j] as number) - (a[i * width + i] as number),
  );
  const vectors = new Float64Array(width * width);
  order.forEach((from, to) => {
    for (let i = 0; i < width; i++) vectors[i * width + to] = v[i * width + from] as number;
  });
  return { values: order.map((i) => a[i * width + i] as number), vectors };
}

function rotate(a: Float64Array, v: Float64Array, width: number, p: number, q: number): void {
  const apq = a[p * width + q] as number;
  if (apq === 0) return;
  const theta = ((a[q * width + q] as number) - (a[p * width + p] as number)) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(t * t + 1);
  const sine = t * cosine;
  for (let k = 0; k < width; k++) turn(a, k * width + p, k * width + q, cosine, sine);
  for (let k = 0; k < width; k++) turn(a, p * width + k, q * width + k, cosine, sine);
  for (let k = 0; k < width; k++) turn(v, k * width + p, k * width + q, cosine, sine);
}

function turn(m: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const x = m[i] as number;
  const y = m[j] as number;
  m[i] = cosine * x - sine * y;
  m[j] = sine * x + cosine * y;
}
