import type { Piece, Row } from '../shapes.ts';
import { pieceOf } from './pieces.ts';

/** Pieces by their baseline, from top to bottom. */
export function rowsOfPieces(pieces: readonly Piece[]): Row[] {
  const rows: Row[] = [];
  for (const piece of [...pieces].sort((a, b) => b.y - a.y || a.x0 - b.x0)) {
    const row = rows.at(-1);
    if (row !== undefined && Math.abs(row.y - piece.y) <= 0.3 * piece.size) {
      row.pieces.push(piece);
      row.top = Math.max(row.top, piece.top);
      row.bottom = Math.min(row.bottom, piece.bottom);
    } else rows.push({ pieces: [piece], y: piece.y, top: piece.top, bottom: piece.bottom });
  }
  for (const row of rows) row.pieces.sort((a, b) => a.x0 - b.x0);
  return rows;
}

/** A row as one line, whatever gaps it has. */
export function lineOfRow(row: Row): Piece {
  const [only] = row.pieces;
  return row.pieces.length === 1 && only !== undefined
    ? only
    : pieceOf(row.pieces.flatMap((piece) => piece.runs));
}
