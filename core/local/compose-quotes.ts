import { citationMark, marksInParentheses } from '../text/citation-marks.ts';

/** An item's mark at the beginning of a quote. */
const ITEM = /^(?:[-*•·–+]|\(?\d{1,3}[.)])[ \t]+(?=\S)/;

/**
 * Quotes as a text with their sources. Sentences of one passage run on as one paragraph with one mark; lists and code
 * keep their own lines. An item that stands alone loses its bullet or number: it is no list any more.
 */
export function composeQuotes(quotes: readonly { n: number; text: string }[]): string {
  const groups = new Map<number, string[]>();
  for (const { n, text } of quotes) groups.set(n, [...(groups.get(n) ?? []), text]);
  return [...groups]
    .map(([n, texts]) => {
      const items = texts.filter((text) => ITEM.test(text));
      const lone = items.length === 1 && !texts.some((text) => text.includes('\n') || text.endsWith(':'));
      const plain = lone ? texts.map((text) => text.replace(ITEM, '')) : texts;
      const quoted = plain.reduce((before, text) => `${before}${glueOf(before, text)}${text}`);
      return `${marksInParentheses(quoted)} ${citationMark(n)}`;
    })
    .join('\n\n');
}

/** What stands between two quotes of a passage. */
function glueOf(before: string, next: string): string {
  if (ITEM.test(next) && ITEM.test(before.slice(before.lastIndexOf('\n') + 1))) return '\n';
  return runsOn(before, next) ? ' ' : '\n\n';
}

/** Whether the next quote can follow in the same line: only prose after a finished sentence can. */
function runsOn(before: string, next: string): boolean {
  return (
    /[.!?…]["'”’)]?$/.test(before) &&
    !before.includes('\n') &&
    !next.includes('\n') &&
    !/^(?:[-*•|>#]|\d+[.)])\s/.test(next)
  );
}
