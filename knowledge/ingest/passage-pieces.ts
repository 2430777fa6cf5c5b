import { sentencesToQuote } from '../../core/text/sentences-to-quote.ts';
import type { Place } from '../../core/types.ts';
import type { Block } from '../parsers/parsed.ts';

/** The smallest parts that passages are put together from. `glue` is what stands before it in a passage. */
export type Piece = { kind: Block['kind']; text: string; size: number; place: Place; glue: string };

const PAIRED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const NON_ASCII = /[^\p{ASCII}]/u;

/** A word takes about this many characters in dense text (paths, base64, tables): size counts those as words. */
const DENSE_WORD = 12;

/**
 * Length in words. Two characters of a script without spaces are a word, and so are twelve characters of
 * anything: a line of 10 MB without a space is long, not one word.
 */
export function textSize(text: string): number {
  let words = 0;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const space = text.charCodeAt(i) <= 32;
    if (!space && !inside) words++;
    inside = !space;
  }
  if (NON_ASCII.test(text)) words += (text.match(PAIRED)?.length ?? 0) / 2;
  return Math.max(words, text.length / DENSE_WORD);
}

/**
 * A block as pieces of at most `targetWords`: whole where it fits (code and tables up to `mostWords`), else its
 * sentences, rows or lines, else words. Only a "word" longer than a whole passage is cut by characters.
 */
export function piecesOf(block: Block, sizes: { targetWords: number; mostWords: number }): Piece[] {
  const size = textSize(block.text);
  const { kind } = block;
  const place = placeOfBlock(block);
  const whole = kind === 'code' || kind === 'table' ? sizes.mostWords : sizes.targetWords;
  if (size <= whole) return [{ kind, text: block.text, size, place, glue: '\n\n' }];
  const byLine = kind !== 'paragraph';
  const parts = byLine ? linesOf(block.text) : sentencesOf(block.text);
  return grouped(parts, sizes.targetWords, byLine ? '\n' : ' ').map((text) => ({
    kind,
    text,
    size: textSize(text),
    place,
    glue: '\n\n',
  }));
}

/** Neighbouring parts together up to the target; a part that is too long alone is cut further. */
function grouped(parts: string[], target: number, glue: string): string[] {
  const groups: string[] = [];
  let group: string[] = [];
  let size = 0;
  const close = (): void => {
    if (group.length > 0) groups.push(group.join(glue));
    group = [];
    size = 0;
  };
  for (const part of parts) {
    const own = textSize(part);
    if (size + own > target) close();
    if (own > target) groups.push(...cutLong(part, target));
    else {
      group.push(part);
      size += own;
    }
  }
  close();
  return groups;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** The sentences with everything between them, so that no character is lost. */
function sentencesOf(text: string): string[] {
  const starts = sentencesToQuote(text).map((span) => span.start);
  const cuts = [0, ...starts.slice(1), text.length];
  return cuts
    .slice(1)
    .map((end, at) => text.slice(cuts[at], end).trim())
    .filter((sentence) => sentence !== '');
}

/** Cuts at white space near the target, or inside where there is none for a whole passage's length. */
function cutLong(text: string, target: number): string[] {
  const room = target * DENSE_WORD;
  const parts: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = cutAt(text, start, room, target);
    const part = text.slice(start, end).trim();
    if (part !== '') parts.push(part);
    start = end;
  }
  return parts;
}

function cutAt(text: string, start: number, room: number, target: number): number {
  const limit = Math.min(text.length, start + room);
  let words = 0;
  let lastSpace = -1;
  for (let i = start; i < limit; i++) {
    if (text.charCodeAt(i) > 32) continue;
    lastSpace = i;
    if (i > start && text.charCodeAt(i - 1) > 32 && ++words >= target) return i + 1;
  }
  if (limit === text.length) return limit;
  if (lastSpace > start) return lastSpace + 1;
  // Never between the halves of a surrogate pair.
  const unit = text.charCodeAt(limit - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? limit - 1 : limit;
}

function placeOfBlock({ startLine, endLine, page, scan }: Block): Place {
  return {
    ...(startLine === undefined ? {} : { startLine }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(page === undefined ? {} : { page }),
    ...(scan === undefined ? {} : { scan }),
  };
}
