import { FENCE } from '../../../core/text/code-spans.ts';

/** Room for closing a fence at the end of a piece. */
const RESERVE = FENCE.length + 1;

/**
 * Splits Slack text into pieces of at most `limit` characters, at line ends where possible. A code fence that
 * a cut falls into is closed in one piece and opened again in the next; no escaped character is cut in two.
 */
export function splitMrkdwn(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let fenced = false;

  const flush = (): void => {
    if (piece.trim() === '' || piece === `${FENCE}\n`) return;
    pieces.push(fenced ? `${piece.replace(/\n$/, '')}\n${FENCE}` : piece.replace(/\s+$/, ''));
    piece = fenced ? `${FENCE}\n` : '';
  };

  for (const line of text.split('\n')) {
    let rest = line;
    if (piece.length + rest.length + 1 + RESERVE > limit) flush();
    while (rest.length + piece.length + 1 + RESERVE > limit) {
      const cut = cutAt(rest, limit - piece.length - 1 - RESERVE);
      piece += `${rest.slice(0, cut)}\n`;
      rest = rest.slice(cut).replace(/^ /, '');
      flush();
    }
    piece += `${rest}\n`;
    if (line.trim() === FENCE) fenced = !fenced;
  }
  fenced = false;
  flush();
  return pieces;
}

/** Where a line that is too long is cut: at a space in its second half, else anywhere that breaks nothing. */
function cutAt(line: string, most: number): number {
  const space = line.lastIndexOf(' ', most);
  if (space > most / 2) return space;
  const entity = /&[a-z]{0,3}$/.exec(line.slice(0, most));
  if (entity !== null && entity.index > 0) return entity.index;
  const code = line.charCodeAt(most - 1);
  const splitsPair = code >= 0xd800 && code <= 0xdbff;
  return splitsPair ? most - 1 : most;
}
