/** Rounds of subspace iteration; more do not change which neighbours are found. */
const ROUNDS = 10;

/**
 * The directions in which these vectors differ most, without taking their mean away, since cosines are compared:
 * subspace iteration (Golub & Van Loan, Matrix Computations, 8.2.4) over their second moments, from a fixed start.
 */
export function principalDirections(
  sample: readonly Float32Array[],
  dimensions: number,
  count: number,
): Float32Array[] {
  const moments = secondMoments(sample, dimensions);
  let basis = Array.from({ length: count }, (_, at) => startOf(at, dimensions));
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalise(basis);
    basis = basis.map((vector) => times(moments, vector, dimensions));
  }
  orthonormalise(basis);
  return basis.map((vector) => Float32Array.from(vector));
}

function secondMoments(sample: readonly Float32Array[], size: number): Float64Array {
  const moments = new Float64Array(size * size);
  for (const vector of sample) {
    for (let row = 0; row < size; row++) {
      const value = vector[row] as number;
      const from = row * size;
      for (let column = row; column < size; column++)
        moments[from + column] = (moments[from + column] as number) + value * (vector[column] as number);
    }
  }
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++)
      moments[row * size + column] = moments[column * size + row] as number;
  return moments;
}

function times(matrix: Float64Array, vector: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++)
      sum += (matrix[row * size + column] as number) * (vector[column] as number);
    product[row] = sum;
  }
  return product;
}

/** Gram and Schmidt, in place. A vector that the others already hold becomes zero: it tells nothing. */
function orthonormalise(basis: readonly Float64Array[]): void {
  for (const [at, vector] of basis.entries()) {
    for (const other of basis.slice(0, at)) {
      const along = dot(other, vector);
      for (let i = 0; i < vector.length; i++)
        vector[i] = (vector[i] as number) - along * (other[i] as number);
    }
    const length = Math.sqrt(dot(vector, vector));
    const factor = length > 1e-9 ? 1 / length : 0;
    for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * factor;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Numbers of both signs that repeat from run to run, so that equal vectors give equal directions. */
function startOf(at: number, dimensions: number): Float64Array {
  let state = (at + 1) * 2_654_435_761;
  return Float64Array.from({ length: dimensions }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 0x9e37_79b9) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
