const MOST = 32_767;

/**
 * Rows of numbers as 16-bit integers, each row with its own scale (number = integer x scale), as fine as the integers
 * and `mostNorm`, the largest length of a row of them, allow.
 */
export function quantiseRows(
  numbers: Float32Array,
  to: { integers: Int16Array; scales: Float32Array; width: number; mostNorm: number },
): void {
  const { integers, scales, width, mostNorm } = to;
  const rows = numbers.length / width;
  for (let row = 0, first = 0; row < rows; row++, first += width) {
    let most = 0;
    let squares = 0;
    for (let i = first; i < first + width; i++) {
      const number = numbers[i] as number;
      squares += number * number;
      const size = number < 0 ? -number : number;
      if (size > most) most = size;
    }
    const factor = most === 0 ? 0 : Math.min(MOST / most, mostNorm / Math.sqrt(squares));
    scales[row] = factor === 0 ? 0 : 1 / factor;
    // Rounds half up: cheaper than Math.round in this loop.
    for (let i = first; i < first + width; i++) {
      integers[i] = (((numbers[i] as number) * factor + (MOST + 1.5)) | 0) - (MOST + 1);
    }
  }
}
