import { median } from '../median.ts';
import type { Row } from '../shapes.ts';

/**
 * Rows parted by blanks that run over all columns. Cells may be centred beside taller ones, so that their lines stand
 * at heights of their own: what overlaps belongs together. Blanks as wide as between lines of a text part nothing.
 */
export function rowGroups(rows: readonly Row[]): Row[][] {
  const size = median(rows.flatMap((row) => row.pieces.map((piece) => piece.size)));
  const blanks: number[] = [];
  let floor = rows[0]?.bottom ?? 0;
  for (const row of rows.slice(1)) {
    blanks.push(floor - row.top);
    floor = Math.min(floor, row.bottom);
  }
  const limit = limitOf(
    blanks.filter((blank) => blank > 0),
    size,
  );
  const groups: Row[][] = [];
  for (const [index, row] of rows.entries()) {
    const blank = blanks[index - 1];
    if (blank === undefined || blank > limit) groups.push([row]);
    else groups.at(-1)?.push(row);
  }
  return groups;
}

/** Where blanks are of two sorts, the wide ones part rows; where all are alike, they do if no text is set so wide. */
function limitOf(blanks: readonly number[], size: number): number {
  const sorted = [...blanks].sort((a, b) => a - b);
  let widest = { jump: 0, at: 0 };
  for (const [index, blank] of sorted.slice(1).entries()) {
    const before = sorted[index] ?? 0;
    const jump = blank - before;
    if (jump > widest.jump) widest = { jump, at: (blank + before) / 2 };
  }
  if (widest.jump > 0.25 * size && (sorted[0] ?? 0) < 0.75 * size) return widest.at;
  return 0.45 * size;
}
