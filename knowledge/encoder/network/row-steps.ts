/** Brings each of the rows to mean 0 and variance 1, then scales and shifts its numbers. */
export function normaliseRows(
  from: Float32Array,
  to: Float32Array,
  rows: number,
  norm: { scale: Float32Array; bias: Float32Array; epsilon: number },
): void {
  const { scale, bias, epsilon } = norm;
  const width = scale.length;
  for (let row = 0; row < rows; row++) {
    const first = row * width;
    let sum = 0;
    for (let i = 0; i < width; i++) sum += from[first + i] as number;
    const mean = sum / width;
    let squares = 0;
    for (let i = 0; i < width; i++) {
      const distance = (from[first + i] as number) - mean;
      squares += distance * distance;
    }
    const factor = 1 / Math.sqrt(squares / width + epsilon);
    for (let i = 0; i < width; i++) {
      to[first + i] =
        ((from[first + i] as number) - mean) * factor * (scale[i] as number) + (bias[i] as number);
    }
  }
}

/** Row `target` becomes the mean of `count` rows from `first` on; `target` is not behind `first`. */
export function averageRows(
  rows: Float32Array,
  { width, first, count, target }: { width: number; first: number; count: number; target: number },
): void {
  rows.copyWithin(target * width, first * width, (first + 1) * width);
  const mean = rows.subarray(target * width, (target + 1) * width);
  for (let row = first + 1; row < first + count; row++) {
    for (let i = 0; i < width; i++) mean[i] = (mean[i] as number) + (rows[row * width + i] as number);
  }
  for (let i = 0; i < width; i++) mean[i] = (mean[i] as number) / count;
}

/** The row, as tanh of its numbers, at length 1. */
export function unitTanh(row: Float32Array): Float32Array {
  const vector = row.map(Math.tanh);
  let squares = 0;
  for (const number of vector) squares += number * number;
  const length = Math.sqrt(squares);
  return length === 0 ? vector : vector.map((number) => number / length);
}
