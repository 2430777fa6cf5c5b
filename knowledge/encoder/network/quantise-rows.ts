const MOST = 32_767;

/**
 * Rows of numbers as 16-bit integers, each row with its own scale (number = integer x scale), so that a row of integers
 * is `length` long, or shorter where a single one would not fit.
 */
export function quantiseRows(
  numbers: Float32Array,
  to: { integers: Int16Array; scales: Float32Array; width: number; length: number },
): void {
  const { integers, scales, width } = to;
  // No number of a row is larger than the row is long.
  const length = Math.min(MOST, to.length);
  const rows = numbers.length / width;
  for (let row = 0, first = 0; row < rows; row++, first += width) {
    const last = first + width;
    // Four sums, since one would make every addition wait for the one before.
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = first; i < last; i += 4) {
      a += (numbers[i] as number) ** 2;
      b += (numbers[i + 1] as number) ** 2;
      c += (numbers[i + 2] as number) ** 2;
      d += (numbers[i + 3] as number) ** 2;
    }
    const scale = Math.sqrt(a + b + c + d) / length;
    const factor = scale === 0 ? 0 : 1 / scale;
    scales[row] = scale;
    // Rounds half up: cheaper than Math.round in this loop.
    for (let i = first; i < last; i++) {
      integers[i] = (((numbers[i] as number) * factor + (MOST + 1.5)) | 0) - (MOST + 1);
    }
  }
}
