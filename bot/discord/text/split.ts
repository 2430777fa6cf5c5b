import { FENCE, withoutCode } from '../../../core/text/code-spans.ts';
import { limits } from './limits.ts';

/** Room for what closes an open block or bold text at the end of a part. */
const RESERVE = 8;

/**
 * Cuts text into messages of at most `limit` characters: at paragraphs, else lines, sentences, spaces, anywhere but
 * inside a character or `<…>` markup. A code block that is cut is closed and opened again with its language.
 */
export function splitMessage(text: string, limit: number = limits.content): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = cutAt(rest, limit - RESERVE);
    const head = rest.slice(0, cut).trimEnd();
    const { close, open } = reopen(head);
    parts.push(`${head}${close}`);
    rest = continued(rest.slice(cut), open);
  }
  return rest === '' ? parts : [...parts, rest];
}

/** The best place at or before `limit`; never so early that a part would be nearly empty. */
function cutAt(text: string, limit: number): number {
  const head = text.slice(0, limit + 1);
  const least = limit / 2;
  const block = openBlock(head.slice(0, limit));
  // A block that starts late in the part moves to the next one as a whole, or as much of it as fits.
  if (block !== null && block.start > least) return block.start;
  for (const at of [
    head.lastIndexOf('\n\n'),
    head.lastIndexOf('\n'),
    block === null ? sentenceEnd(head) : -1,
    head.lastIndexOf(' '),
  ])
    if (at > least) return at;
  return safeCut(text, limit);
}

/** Behind the last sentence that ends in the text; -1 where none does. */
function sentenceEnd(text: string): number {
  const last = [...text.matchAll(/[.!?…]["'”’)\]]*(?=\s)|[。！？][」』）]*/g)].at(-1);
  return last === undefined ? -1 : last.index + last[0].length;
}

/** Moves a hard cut to the left, out of a surrogate pair, an escape or `<…>`. */
function safeCut(text: string, at: number): number {
  const token = /<[^<>\s]*$/.exec(text.slice(0, at));
  const closes = text.indexOf('>', at);
  const whole = token !== null && closes >= 0 && !/[\s<]/.test(text.slice(at, closes));
  // Markup that fills half a message is no markup: cutting it loses nothing.
  const from = whole && token.index > at / 2 ? token.index : at;
  const escapes = /\\+$/.exec(text.slice(0, from))?.[0].length ?? 0;
  const before = from - (escapes % 2);
  const code = text.charCodeAt(before);
  return code >= 0xdc00 && code <= 0xdfff ? before - 1 : before;
}

/** The code block that is open at the end of `text`, if any. */
function openBlock(text: string): { start: number; opening: string } | null {
  let open: { start: number; opening: string } | null = null;
  for (const found of text.matchAll(/^[ >]*```[^\n`]*$/gm)) {
    open = open === null ? { start: found.index, opening: found[0].trim() } : null;
  }
  return open;
}

/** What ends a part and starts the next one, so that a block or bold text goes on in it. */
function reopen(head: string): { close: string; open: string } {
  const block = openBlock(head);
  if (block !== null) return { close: `\n${FENCE}`, open: `${block.opening}\n` };
  const words = withoutCode(head);
  const marks = words.match(/(?<!\\)(?:\\\\)*\*\*/g)?.length ?? 0;
  return marks % 2 === 1 ? { close: '**', open: '**' } : { close: '', open: '' };
}

function continued(tail: string, open: string): string {
  const rest = tail.replace(/^(?:[ \t]*\n)+/, '');
  if (!open.startsWith(FENCE)) return `${open}${rest.trimStart()}`.trimEnd();
  // The block ended right at the cut: its closing fence has been written already.
  const closed = /^[ >]*```[ \t]*(?:\n|$)/.exec(rest);
  return closed === null ? `${open}${rest}`.trimEnd() : rest.slice(closed[0].length).trim();
}
