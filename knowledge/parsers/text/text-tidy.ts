const uneven = /^\s|\s$|\s{2}|[^\S ]/;
const ascii = /^[\t\n\r\x20-\x7e]*$/;

/** Decoded text made uniform without moving a line: `\n` ends, NFC, no control or invisible filler characters. */
export function tidySource(text: string): string {
  const lines = text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
  if (ascii.test(lines)) return lines;
  return lines
    .replace(/[\u2028\u2029\u0085\v\f]/g, ' ')
    .replace(/[\p{Cc}\u00ad\u200b\u2060\ufeff]/gu, (char) => (char === '\n' || char === '\t' ? char : ''))
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .normalize('NFC');
}

/** One flowing line: runs of white space become one space. */
export function squeeze(text: string): string {
  if (!uneven.test(text)) return text;
  return text.replace(/\s+/g, ' ').trim();
}

/** As `squeeze`, but line breaks stay, at most one in a row. */
export function squeezeLines(text: string): string {
  if (!text.includes('\n')) return squeeze(text);
  return text
    .split('\n')
    .map(squeeze)
    .filter((line) => line !== '')
    .join('\n');
}

/**
 * Cuts text into pieces of at most `max` characters, at the last line end, else space, of each piece,
 * else between two characters (never inside a surrogate pair).
 */
export function cutText(text: string, max: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (text.length - start > max) {
    const piece = text.slice(start, start + max + 1);
    let length = piece.lastIndexOf('\n');
    if (length <= 0) length = piece.lastIndexOf(' ');
    // A break so early that the pieces would be slivers is no better than none.
    let end = start + (length <= max / 4 ? max : length);
    const last = text.charCodeAt(end - 1);
    if (last >= 0xd800 && last <= 0xdbff) end -= 1;
    pieces.push(text.slice(start, end));
    start = text[end] === '\n' || text[end] === ' ' ? end + 1 : end;
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** Text whose lines are at most `max` characters: parsers are slow on a line of megabytes. */
export function wrapLongLines(text: string, max: number): string {
  let longest = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const stop = end < 0 ? text.length : end;
    longest = Math.max(longest, stop - from);
    from = stop + 1;
  }
  if (longest <= max) return text;
  return text
    .split('\n')
    .flatMap((line) => (line.length > max ? cutText(line, max) : [line]))
    .join('\n');
}
