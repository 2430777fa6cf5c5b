/** Small dense linear algebra on row-major Float32 matrices: only what LSA needs, nothing general. */

/** C = XᵀX for X of `rows` x `width`; double precision, since Cholesky squares the error. */
export function gram(x: Float32Array, rows: number, width: number): Float64Array {
  const c = new Float64Array(width * width);
  for (let r = 0; r < rows; r++) {
    const row = x.subarray(r * width, (r + 1) * width);
    for (let i = 0; i < width; i++) {
      const value = row[i] as number;
      if (value === 0) continue;
      const to = i * width;
      for (let j = i; j < width; j++) c[to + j] = (c[to + j] as number) + value * (row[j] as number);
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) c[i * width + j] = c[j * width + i] as number;
  return c;
}

/** Makes the columns of X orthonormal, in place (Cholesky QR). Columns without content become zero. */
export function orthonormalise(x: Float32Array, rows: number, width: number): void {
  const r = cholesky(gram(x, rows, width), width);
  for (let at = 0; at < rows; at++) {
    const row = x.subarray(at * width, (at + 1) * width);
    // Solve y R = row by forward substitution; R is upper triangular.
    for (let j = 0; j < width; j++) {
      const diagonal = r[j * width + j] as number;
      if (diagonal === 0) {
        row[j] = 0;
        continue;
      }
      const value = (row[j] as number) / diagonal;
      row[j] = value;
      const from = j * width;
      for (let k = j + 1; k < width; k++) row[k] = (row[k] as number) - value * (r[from + k] as number);
    }
  }
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
