import { isWide } from '../text/wide-lines.ts';
import { median } from './median.ts';
import type { Piece } from './shapes.ts';

/** Signs before an item of a list. */
const bullet =
  /^(?:[•◦▪‣●○■◆◇▶►▸➢➤✓✔✦❖⁃∙·–—*-]|\(?\d{1,3}[.)]|\(?[a-z]\)|[a-z]\.|\(?[ivx]{1,4}[.)])\s+(?=\S)/;
const boxSign = /^[☐☑☒□▢✗✘]\s/;

/** Lines that belong together: a paragraph, a heading or an item of a list with its sign. */
export type TextGroup = {
  lines: Piece[];
  marker: string | null;
  /** Of each line: the writer broke the line before it. */
  hard: boolean[];
  right: number;
  /** Where its first sign or letter stands. */
  x0: number;
  /** A blank sets it off from what stands above. */
  isApart: boolean;
};

/** Lines of one column to groups. `dotOf` gives the bullet that the page draws before a line. */
export function textGroups(
  lines: readonly Piece[],
  dotOf: (line: Piece) => { x0: number } | undefined,
  bodyStep: number,
): TextGroup[] {
  const groups: TextGroup[] = [];
  const usual = usualStep(lines, bodyStep);
  const right = Math.max(...lines.map((line) => line.x1));
  let last: Piece | null = null;
  for (const line of lines) {
    const dot = dotOf(line);
    const marker = line.mono ? null : dot === undefined ? markerOf(line.text) : '-';
    const group = groups.at(-1);
    const starts =
      group === undefined || last === null || marker !== null || startsAnew(line, last, group, usual, right);
    if (starts) {
      const isApart = last === null || last.y - line.y > 1.5 * usual * line.size;
      const x0 = dot?.x0 ?? line.x0;
      groups.push({ lines: [withoutMarker(line, marker)], marker, hard: [false], right, x0, isApart });
    } else {
      group.lines.push(line);
      group.hard.push(wouldHaveFitted(last as Piece, line, right));
    }
    last = line;
  }
  return groups;
}

function startsAnew(line: Piece, last: Piece, group: TextGroup, usual: number, right: number): boolean {
  const step = last.y - line.y;
  if (line.mono && last.mono) return step < -1;
  if (Math.abs(last.size - line.size) > 0.06 * Math.max(last.size, line.size) + 0.3) return true;
  const goesOn = /^\p{Ll}/u.test(line.text) && !/[.!?:;]$/.test(last.text) && step <= 2.3 * line.size;
  if (step < -1 || (step > usual * line.size * 1.35 && !goesOn)) return true;
  if (line.mono !== last.mono) return true;
  if (boxSign.test(line.text)) return true;
  if (isBold(line) !== isBold(last) && !/^\p{Ll}/u.test(line.text)) return true;
  if (startsBold(line) && !isBold(last) && /[.!?:;]$/.test(last.text)) return true;
  const ended = /[.!?:;。！？：][)"'»”’]*$/u.test(last.text);
  const indented = line.x0 - last.x0 > 0.8 * line.size;
  // The first line of an item stands left of those that follow.
  if (indented && ended && group.marker === null) return true;
  if (group.marker !== null && group.lines.length >= 1) {
    const first = group.lines[0] as Piece;
    if (line.x0 < first.x0 - 0.5 * line.size && wouldHaveFitted(last, line, right)) return true;
  }
  return wouldHaveFitted(last, line, right) && (ended || step > 1.7 * line.size);
}

/** The writer broke the line: the next word had room on it. */
function wouldHaveFitted(last: Piece, line: Piece, right: number): boolean {
  // Entries of a list with dots and a number each.
  if (/ … \S+$/.test(last.text)) return true;
  if (/^\p{Ll}/u.test(line.text) || /[\p{L}\p{N}][-‐\u00ad]$/u.test(last.text)) return false;
  const first = [...line.text.slice(0, 2)][0] ?? '';
  const word = isWide(first) ? first : (line.text.split(' ')[0] ?? '');
  const perChar = (line.x1 - line.x0) / Math.max(1, line.text.length);
  return right - last.x1 > (Math.min(word.length, 25) + 1.5) * perChar + 0.5 * line.size;
}

function markerOf(text: string): string | null {
  const sign = bullet.exec(text)?.[0].trim();
  if (sign === undefined) return null;
  return /[\da-z]/i.test(sign) ? sign : '-';
}

function withoutMarker(line: Piece, marker: string | null): Piece {
  return marker === null ? line : { ...line, text: line.text.replace(bullet, '') };
}

/** The step between lines of these texts, of their letters' size; few lines go by what the document does. */
function usualStep(lines: readonly Piece[], bodyStep: number): number {
  const steps = lines
    .slice(1)
    .map((line, index) => ((lines[index]?.y ?? 0) - line.y) / line.size)
    .filter((step) => step > 0.8 && step <= 2.4);
  return steps.length < 5 ? Math.max(1, bodyStep) : Math.max(1, Math.min(median(steps), 1.6 * bodyStep));
}

const boldFont = /bold|black|heavy|demi/i;

/** Whether all words of a line are set in fonts whose names say that they are bold. */
export function isBold(line: Piece): boolean {
  const runs = line.runs.filter((run) => /[\p{L}\p{N}]/u.test(run.text));
  return runs.length === 0 ? boldFont.test(line.font) : runs.every((run) => boldFont.test(run.font));
}

/** A label in bold begins a line that goes on as usual. */
function startsBold(line: Piece): boolean {
  const [first, ...others] = line.runs;
  return first !== undefined && others.length > 0 && boldFont.test(first.font) && !isBold(line);
}
