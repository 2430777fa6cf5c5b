/** Stands for what was left out of a quote. */
export const OMITTED = '…';

/** The line under a list whose other items were left out. */
export function moreItems(count: number): string {
  return `${OMITTED} and ${count} more`;
}

/** Whether a line says only that something was left out: it claims nothing. */
export function isOmission(line: string): boolean {
  return /^(?:[-*•] )?…(?: and \d+ more)?(?:\s*\[\d{1,3}\])*$/.test(line.trim());
}
