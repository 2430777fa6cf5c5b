/** What is wrong with a provider's vectors, as a sentence. */
export class WrongVectorsError extends Error {}

/**
 * A provider's rows as unit vectors (L2 norm 1), one a text. Throws WrongVectorsError on a wrong count, a
 * missing vector, a length other than `dimensions` (null = that of the first row), values that are no
 * finite numbers, or all zeros.
 */
export function toUnitVectors(rows: unknown, count: number, dimensions: number | null): Float32Array[] {
  if (!Array.isArray(rows) || rows.length !== count) {
    const got = Array.isArray(rows) ? rows.length : 'no';
    throw new WrongVectorsError(`${count} texts were sent and ${got} vectors came back.`);
  }
  let expected = dimensions;
  return rows.map((row: unknown) => {
    if (!Array.isArray(row) || row.length === 0) throw new WrongVectorsError('A vector is missing.');
    expected ??= row.length;
    if (row.length !== expected)
      throw new WrongVectorsError(`A vector has ${row.length} numbers where ${expected} were expected.`);
    return toUnit(row);
  });
}

function toUnit(row: unknown[]): Float32Array {
  let squares = 0;
  for (const value of row) {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new WrongVectorsError('A vector holds something that is not a finite number.');
    squares += value * value;
  }
  const norm = Math.sqrt(squares);
  if (norm === 0 || !Number.isFinite(norm)) throw new WrongVectorsError('A vector has no direction.');
  return Float32Array.from(row, (value) => Number(value) / norm);
}
