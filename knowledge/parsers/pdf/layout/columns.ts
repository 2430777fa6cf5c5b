import type { Gutter, Piece } from '../shapes.ts';

/** Pieces by the column in which they stand. */
export function splitAt(pieces: readonly Piece[], gutters: readonly Gutter[]): Piece[][] {
  const parts: Piece[][] = Array.from({ length: gutters.length + 1 }, () => []);
  for (const piece of pieces) parts[columnOf(piece, gutters)]?.push(piece);
  return parts;
}

/** The number of the column in which a piece stands, from the left, 0 the first. */
export function columnOf(piece: Piece, gutters: readonly Gutter[]): number {
  // A cell over several columns belongs to the first of them.
  const edge = piece.x0 + Math.min(2, (piece.x1 - piece.x0) / 2);
  return gutters.filter((gutter) => edge > (gutter.x0 + gutter.x1) / 2).length;
}
