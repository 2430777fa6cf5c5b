import { lineOfRow, rowsOfPieces } from './layout/rows.ts';
import type { Piece, Row } from './shapes.ts';

const pageNumber =
  /^(?:(?:page|seite|p\.|s\.|pagina|página)\s?)?[-–—|]?\s?(?:\d{1,4}|[ivxlc]{1,6})(?:\s?(?:[-–—|]|(?:of|von|de|di|\/)\s?\d{1,4}))?$/i;
const edgeRows = 3;

type Edge = { row: Row; text: string; key: string };

/**
 * Drops running heads and feet: rows at the edge of a page whose words, digits aside, stand at the same height of
 * other pages, and bare page numbers. Names of a table's columns and headings that count repeat as well, and stay.
 */
export function dropRunning(pages: readonly Piece[][], bodySize: number): Piece[][] {
  const edges = pages.map((page) => edgesOf(page, bodySize));
  const counts = new Map<string, number>();
  for (const sides of edges)
    for (const key of new Set(sides.flat().map((edge) => edge.key)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const enough = pages.length === 2 ? 2 : Math.max(3, Math.min(12, pages.length * 0.3));
  return pages.map((pieces, index) => {
    const running = new Set<Piece>();
    for (const side of edges[index] ?? [])
      for (const [place, edge] of side.entries()) {
        const repeats =
          (counts.get(edge.key) ?? 0) >= enough && (pages.length > 2 || isApart(edge, pieces, bodySize));
        const isNumber = place === 0 && pages.length >= 2 && pageNumber.test(edge.text);
        // What stands further in runs along only where all outside of it does.
        if (!repeats && !isNumber) break;
        for (const piece of edge.row.pieces) running.add(piece);
      }
    return running.size === 0 ? pieces : pieces.filter((piece) => !running.has(piece));
  });
}

/** Rows from the page's upper edge inwards, and from its lower edge. */
function edgesOf(pieces: readonly Piece[], bodySize: number): Edge[][] {
  const rows = rowsOfPieces(pieces);
  const most = Math.min(edgeRows, Math.floor(rows.length / 2));
  return [rows.slice(0, most), rows.slice(rows.length - most).reverse()].map((side) =>
    upTo(side, (row) => namesColumns(row, rows)).map((row) => {
      const { text, size } = lineOfRow(row);
      const isLarge = size > 1.1 * bodySize;
      // Large lines that differ in their numbers are headings: Part 1, Part 2.
      const words = isLarge ? text : text.replace(/\d+/g, '#');
      const place = Math.round(row.y / 4);
      return { row, text, key: `${place}:${words}` };
    }),
  );
}

function upTo(rows: Row[], isEnd: (row: Row) => boolean): Row[] {
  const end = rows.findIndex(isEnd);
  return end < 0 ? rows : rows.slice(0, end);
}

/** In a document of two pages, only small print or what stands clear of the text is taken for a head or a foot. */
function isApart(edge: Edge, pieces: readonly Piece[], bodySize: number): boolean {
  const size = Math.max(...edge.row.pieces.map((piece) => piece.size));
  const gap = Math.min(
    ...pieces
      .filter((piece) => !edge.row.pieces.includes(piece))
      .map((piece) => Math.max(piece.bottom - edge.row.top, edge.row.bottom - piece.top)),
  );
  return size < 0.95 * bodySize || gap > 1.5 * bodySize;
}

/** A row of several cells right above another of as many. */
function namesColumns(row: Row, rows: readonly Row[]): boolean {
  const next = rows[rows.indexOf(row) + 1];
  const cells = row.pieces.length;
  return (
    next !== undefined &&
    cells >= 2 &&
    next.pieces.length === cells &&
    row.y - next.y <= 3 * (row.pieces[0]?.size ?? 0) &&
    row.pieces.filter((piece, index) => Math.abs(piece.x0 - (next.pieces[index]?.x0 ?? 0)) <= 3).length >= 2
  );
}
