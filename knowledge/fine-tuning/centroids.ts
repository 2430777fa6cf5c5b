/** The mean meaning of each document's questions, of length 1, one behind the other. */
export type Centroids = { dimensions: number; sums: Float32Array; counts: Int32Array };

/** Null where no question came with its meaning. */
export function centroidsOf(
  rows: readonly { right: number; meaning: Float32Array | undefined }[],
  documents: number,
): Centroids | null {
  const dimensions = rows.find(({ meaning }) => meaning !== undefined)?.meaning?.length ?? 0;
  if (dimensions === 0) return null;
  const sums = new Float32Array(documents * dimensions);
  const counts = new Int32Array(documents);
  for (const { right, meaning } of rows) {
    if (meaning?.length !== dimensions) continue;
    for (let at = 0; at < dimensions; at++)
      sums[right * dimensions + at] = (sums[right * dimensions + at] ?? 0) + (meaning[at] ?? 0);
    counts[right] = (counts[right] ?? 0) + 1;
  }
  return { dimensions, sums, counts };
}

/**
 * Cosine of a meaning with each document's mean; 0 where there is none. `own` is the document that the question itself was
 * counted for: it is taken out again, as it would always find itself.
 */
export function cosinesWith(
  meaning: Float32Array | undefined,
  { dimensions, sums, counts }: Centroids,
  own = -1,
): Float64Array {
  const cosines = new Float64Array(counts.length);
  if (meaning?.length !== dimensions) return cosines;
  for (let k = 0; k < counts.length; k++) {
    const less = k === own ? 1 : 0;
    if ((counts[k] ?? 0) - less < 1) continue;
    let product = 0;
    let square = 0;
    const from = k * dimensions;
    for (let at = 0; at < dimensions; at++) {
      const value = (sums[from + at] ?? 0) - less * (meaning[at] ?? 0);
      product += value * (meaning[at] ?? 0);
      square += value * value;
    }
    cosines[k] = square === 0 ? 0 : product / Math.sqrt(square);
  }
  return cosines;
}
