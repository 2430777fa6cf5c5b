import type { Gutter, PageFacts, Piece, Region, Row } from '../shapes.ts';
import { splitAt } from './columns.ts';
import { type Band, bandsOf } from './gutters.ts';
import { withNearGutters } from './near-gutters.ts';
import { loosePieces } from './pieces.ts';
import { lineOfRow, rowsOfPieces } from './rows.ts';
import { guttersOfText, isNarrowTable, isTable, shownGutters } from './table-or-columns.ts';
import { readPdfTable } from './table-rows.ts';

const deepest = 8;
/** Columns of figures stand nearer than columns of text: gaps from which they are looked for, of the letters' size. */
const narrowGap = 0.36;

/**
 * A page's pieces as regions in reading order (a recursive XY-cut): rows that share gutters are columns, read one
 * after the other, or a table, read row by row; what runs over the whole width divides them.
 */
export function regionsOf(pieces: readonly Piece[], facts: PageFacts, depth = 0): Region[] {
  const rows = rowsOfPieces(pieces);
  const regions: Region[] = [];
  const narrow = rows.map((row) => ({
    ...row,
    pieces: row.pieces.flatMap((piece) => loosePieces(piece, narrowGap)),
  }));
  let done = 0;
  for (const band of bandsOf(narrow, facts.size, 0.25)) {
    const found = trimmed(narrow, band, facts);
    const inside = narrow.slice(found.from, found.to);
    const gutters = shownGutters(inside, found.gutters);
    if (gutters.length === 0 || !isNarrowTable(inside, gutters)) continue;
    addText(regions, rows.slice(done, found.from), facts, depth);
    regions.push({ kind: 'table', table: readPdfTable(inside, gutters, facts) });
    done = found.to;
  }
  addText(regions, rows.slice(done), facts, depth);
  return regions;
}

function addText(regions: Region[], rows: readonly Row[], facts: PageFacts, depth: number): void {
  let done = 0;
  for (const band of depth < deepest ? bandsOf(rows, facts.size) : []) {
    const found = trimmed(rows, band, facts);
    const inside = rows.slice(found.from, found.to);
    const isRead = inside.length >= 2 && isTable(inside, found.gutters, facts);
    const { from, to } = isRead ? found : band;
    addLines(regions, rows.slice(done, from));
    if (isRead) {
      const gutters = withNearGutters(inside, found.gutters, facts.size);
      regions.push({ kind: 'table', table: readPdfTable(inside, gutters, facts) });
    } else
      regions.push(
        ...columns(rows.slice(from, to), guttersOfText(rows.slice(from, to), band.gutters), facts, depth),
      );
    done = to;
  }
  addLines(regions, rows.slice(done));
}

function addLines(regions: Region[], rows: readonly Row[]): void {
  for (const row of rows) {
    const words = row.pieces.filter((piece) => piece.table === undefined);
    const last = regions.at(-1);
    if (words.length > 0) {
      const line = lineOfRow({ ...row, pieces: words });
      if (last?.kind === 'lines') last.lines.push(line);
      else regions.push({ kind: 'lines', lines: [line] });
    }
    for (const { table } of row.pieces) if (table !== undefined) regions.push({ kind: 'table', table });
  }
}

/** Rows at the ends of a band that fill one column only are text above and below a table. */
function trimmed(rows: readonly Row[], band: Band, facts: PageFacts): Band {
  let { from, to } = band;
  const isText = (row: Row | undefined): boolean =>
    row !== undefined && row.pieces.length === 1 && !facts.rules.around(row);
  while (from < to && isText(rows[from])) from += 1;
  while (to > from && isText(rows[to - 1])) to -= 1;
  return { ...band, from, to };
}

function columns(
  rows: readonly Row[],
  gutters: readonly Gutter[],
  facts: PageFacts,
  depth: number,
): Region[] {
  const parts = splitAt(
    rows.flatMap((row) => row.pieces),
    gutters,
  ).filter((part) => part.length > 0);
  if (facts.fromRight) parts.reverse();
  return parts.flatMap((part) => regionsOf(part, facts, depth + 1));
}
