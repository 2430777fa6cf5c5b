/** One line of a bench: what, how much, and a remark. */
export function row(name: string, figure: string, remark = ''): void {
  console.log(`  ${name.padEnd(38)} ${figure.padStart(16)}   ${remark}`);
}

export function median(values: number[]): number {
  return percentile(values, 50);
}

/** The value below which p per cent of the values lie (nearest rank). */
export function percentile(values: number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? 0;
}
