import { median } from './median.ts';
import type { Piece } from './shapes.ts';
import { isBold } from './text-groups.ts';

/** A line as a measure: its letters' size, how many there are, whether they are bold, and the step to the line above. */
export type Letters = { size: number; chars: number; bold: boolean; step: number | null };

/** What most of a document is set in. `step`: from baseline to baseline within a text, in sizes of its letters. */
export type BodyText = { size: number; bold: boolean; step: number };

/** Within one text, lines stand no further apart than this; of the letters' size. */
const widestStep = 2.4;
const usualStep = 1.2;

/** Measures the lines of a page. */
export function lettersOf(pieces: readonly Piece[]): Letters[] {
  return pieces.map((piece, index) => {
    const above = pieces
      .slice(Math.max(0, index - 4), index)
      .reverse()
      .find((each) => overlaps(each, piece));
    const step = above === undefined || above.size !== piece.size ? null : (above.y - piece.y) / piece.size;
    return { size: piece.size, chars: piece.text.length, bold: isBold(piece), step };
  });
}

/** The size in which most letters are set, whether these are bold, and how far apart its lines stand. */
export function bodyText(lines: readonly Letters[]): BodyText {
  const chars = new Map<number, number>();
  for (const line of lines) chars.set(line.size, (chars.get(line.size) ?? 0) + line.chars);
  const [size] = [...chars].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0]);
  const own = lines.filter((line) => line.size === size);
  const all = own.reduce((sum, line) => sum + line.chars, 0);
  const bold = own.reduce((sum, line) => sum + (line.bold ? line.chars : 0), 0);
  const steps = own.flatMap(({ step }) => (step !== null && step > 0.8 && step <= widestStep ? [step] : []));
  // Few lines tell nothing of how text is set: then short texts below each other would be taken for one.
  return {
    size,
    bold: bold > all / 2,
    step: steps.length < 8 ? Math.min(usualStep, median(steps) || usualStep) : median(steps),
  };
}

function overlaps(above: Piece, piece: Piece): boolean {
  return above.y > piece.y + 0.5 * piece.size && above.x0 < piece.x1 && above.x1 > piece.x0;
}
