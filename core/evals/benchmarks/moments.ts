/** Arithmetic mean. Null without values. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation (n − 1). Null under two values. */
export function deviationOf(values: readonly number[]): number | null {
  const mean = meanOf(values);
  if (mean === null || values.length < 2) return null;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Standard error of the mean. Null under two values. */
export function standardErrorOf(values: readonly number[]): number | null {
  const deviation = deviationOf(values);
  return deviation === null ? null : deviation / Math.sqrt(values.length);
}
