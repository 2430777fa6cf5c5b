/** Puts `replacement` in the place of each span of a text. Spans may touch or overlap. */
export function replaceSpans(
  text: string,
  spans: [number, number][],
  replacement: (found: string) => string,
): string {
  let result = '';
  let at = 0;
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    result += text.slice(at, from) + replacement(text.slice(from, end));
    at = end;
  }
  return result + text.slice(at);
}

/** Spans of every match of global patterns in a text. */
export function findSpans(text: string, patterns: readonly RegExp[]): [number, number][] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match): [number, number] => [
      match.index,
      match.index + match[0].length,
    ]),
  );
}

/** A text without these spans and the gaps that they leave. */
export function withoutSpans(text: string, spans: readonly [number, number][]): string {
  return tidy(
    spans.toReversed().reduce((before, [start, end]) => before.slice(0, start) + before.slice(end), text),
  );
}

/** A text without the gaps that removed sentences leave; lines that hold nothing but a list mark go. */
export function tidy(text: string): string {
  return text
    .replace(/^[ \t]*(?:[-*+•]|\d+[.)])[ \t]*$\n?/gm, '')
    .replace(/(?<=\S)[ \t]{2,}(?=\S)/g, ' ')
    .replace(/(?<![ \t])[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
