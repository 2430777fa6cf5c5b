import type { Span } from './detector.ts';

/** Characters shown around what was found, of what was found, and of something hidden. */
const show = { around: 40, found: 160, hidden: 3 } as const;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0001}-\u{e007f}]/gu;

/**
 * A piece of a text around what was found, on one line. Everything in `hidden` is cut to its first characters, so
 * that the list of flags does not spread what it warns of. Characters that nobody sees become `�`.
 */
export function sampleOf(text: string, found: Span, hidden: readonly Span[]): string {
  const from = wordStart(text, Math.max(0, found[0] - show.around));
  const to = wordEnd(text, Math.min(text.length, Math.min(found[1], found[0] + show.found) + show.around));
  let piece = '';
  let at = from;
  for (const [start, end] of hidden.toSorted((a, b) => a[0] - b[0])) {
    if (end <= at || start >= to) continue;
    // A piece may begin inside something hidden: then not even its first characters are shown.
    piece += text.slice(at, Math.max(at, start));
    piece += start >= at ? `${text.slice(start, start + shown(end - start))}•••` : '•••';
    at = end;
  }
  if (at < to) piece += text.slice(at, to);
  const line = piece.replace(INVISIBLE, '\ufffd').replace(/\s+/g, ' ').trim();
  return `${from > 0 ? '… ' : ''}${line}${to < text.length ? ' …' : ''}`;
}

/** Of something short even fewer characters. */
function shown(length: number): number {
  return Math.min(show.hidden, Math.floor(length / 4));
}

function wordStart(text: string, at: number): number {
  if (at === 0) return 0;
  const space = text.slice(at, at + 15).search(/\s/);
  return space < 0 ? at : at + space;
}

function wordEnd(text: string, at: number): number {
  if (at === text.length) return at;
  const space = text.slice(at - 15, at).search(/\s\S*$/);
  return space < 0 ? at : at - 15 + space;
}
