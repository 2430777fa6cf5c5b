import type { Block } from '../parsed.ts';

/** So many of the words of the HTML may be missing in the plain text before the HTML is read instead. */
const missing = 0.08;

/**
 * Whether a message's HTML says more than its plain text: programs write "your program shows no HTML", drop tables, or cut
 * the text. Where both say the same, the plain text is free of what decorates the other.
 */
export function richerHtml(html: readonly Block[], plain: readonly Block[]): boolean {
  if (html.length === 0) return false;
  if (html.some((block) => block.kind === 'table') && !plain.some((block) => block.kind === 'table'))
    return true;
  const there = new Set(plain.flatMap((block) => wordsOf(block.text)));
  const words = [...new Set(html.flatMap((block) => wordsOf(block.text)))];
  const lost = words.filter((word) => !there.has(word)).length;
  return lost >= 3 && lost >= missing * words.length;
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/https?:\S+/g, ' ')
      .match(/[\p{L}\p{N}]{2,}/gu) ?? []
  );
}
