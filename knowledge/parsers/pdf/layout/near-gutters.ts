import type { Gutter, Row } from '../shapes.ts';
import { between } from './gutters.ts';
import { partedPieces } from './pieces.ts';

/** A blank of this many letter sizes in all rows of a table parts columns, though no text would be parted by it. */
const least = 0.6;

/** The gutters of a table together with narrower ones that nearly all of its rows leave free. */
export function withNearGutters(rows: readonly Row[], gutters: readonly Gutter[], size: number): Gutter[] {
  const parted = rows.map((row) => ({
    ...row,
    pieces: row.pieces.flatMap((piece) => partedPieces(piece, least)),
  }));
  const isFree = (gutter: Gutter): boolean =>
    gutters.every((known) => known.x1 <= gutter.x0 || known.x0 >= gutter.x1);
  const near = between(parted).filter((gutter) => {
    if (gutter.x1 - gutter.x0 < least * size || !isFree(gutter)) return false;
    const both = parted.filter(
      ({ pieces }) =>
        pieces.some((piece) => piece.x1 <= gutter.x0 + 0.1 && piece.x1 >= gutter.x0 - 8 * size) &&
        pieces.some((piece) => piece.x0 >= gutter.x1 - 0.1 && piece.x0 <= gutter.x1 + 8 * size),
    );
    return both.length >= 3 && both.length >= 0.75 * rows.length;
  });
  return near.length === 0 ? [...gutters] : [...gutters, ...near].sort((a, b) => a.x0 - b.x0);
}
