/**
 * A value as one line of JSON, whoever counts the lines: Node's readline and Python's splitlines also end one at the
 * separators U+2028 and U+2029 and at U+0085, which JSON leaves as they are.
 */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    (separator) => `\\u${separator.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
