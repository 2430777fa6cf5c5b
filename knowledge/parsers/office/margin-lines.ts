import type { Block } from '../parsed.ts';

/** `Page 3 of 12`, `- 3 -`: no words beside the count. */
const pageNumber =
  /^[^\p{L}\p{N}]*(?:page|p\.|seite|s\.|página|pagina|strona|sida|side)?[^\p{L}\p{N}]*\d{0,4}[^\p{L}\p{N}]*(?:(?:of|von|de|di|sur|z|av|af)?[^\p{L}\p{N}]*\d{1,4})?[^\p{L}\p{N}]*$/iu;

/** Blocks of the head or foot of pages as text: each line once in `seen`, without the numbers of pages. */
export function marginLines(blocks: readonly Block[], seen: Set<string>): Block[] {
  return blocks.flatMap(({ text }): Block[] => {
    const lines = text.split('\n').filter((line) => !pageNumber.test(line) && !seen.has(line));
    for (const line of lines) seen.add(line);
    return lines.length === 0 ? [] : [{ kind: 'paragraph', text: lines.join('\n') }];
  });
}
