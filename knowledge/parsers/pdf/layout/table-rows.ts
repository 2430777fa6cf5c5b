import { splitHeader } from '../../tables/table-text.ts';
import { joinLines } from '../join-lines.ts';
import type { Gutter, PageFacts, PdfTable, Piece, Row } from '../shapes.ts';
import { columnOf } from './columns.ts';
import { splitPiece } from './pieces.ts';
import { rowGroups } from './row-groups.ts';

type TextRow = { texts: string[]; fonts: ReadonlySet<string> };

/** Rows with gutters in common as a table: lines of one cell joined, the row of names told from the others. */
export function readPdfTable(rows: readonly Row[], gutters: readonly Gutter[], facts: PageFacts): PdfTable {
  const pairs = labelsOver(rows, gutters);
  if (pairs !== null) return { header: null, rows: pairs, edges: [], sureHeader: false };
  const middles = gutters.map((gutter) => (gutter.x0 + gutter.x1) / 2);
  const records = recordsOf(rows, gutters, facts).map((part): TextRow => {
    const cells: string[][] = Array.from({ length: gutters.length + 1 }, () => []);
    const pieces = part.flatMap((row) => row.pieces.flatMap((piece) => splitPiece(piece, middles)));
    for (const piece of pieces) cells[columnOf(piece, gutters)]?.push(piece.text);
    const texts = cells.map((lines) => joinLines(lines));
    return {
      texts: facts.fromRight ? texts.reverse() : texts,
      fonts: new Set(pieces.map((piece) => piece.font)),
    };
  });
  const lefts = rows.flatMap((row) => row.pieces.map((piece) => piece.x0));
  return { ...headed(records), edges: [Math.min(...lefts), ...gutters.map((gutter) => gutter.x1)] };
}

/** Labels in small print, each over its value: a form. Null = it is none. */
function labelsOver(rows: readonly Row[], gutters: readonly Gutter[]): string[][] | null {
  if (rows.length % 2 === 1) return null;
  const isApart = hasOwnFonts(rows);
  const pairs: string[][] = [];
  for (let at = 0; at < rows.length; at += 2) {
    const [labels, values, next] = rows.slice(at, at + 3);
    if (labels === undefined || values === undefined) return null;
    if (!isApart && next !== undefined && labels.y - values.y >= 0.8 * (values.y - next.y)) return null;
    for (let column = 0; column <= gutters.length; column += 1) {
      const inColumn = (row: Row): Piece[] =>
        row.pieces.filter((piece) => columnOf(piece, gutters) === column);
      const [label, value] = [inColumn(labels), inColumn(values)];
      if (label.length === 0 && value.length > 0) return null;
      if (!isApart && label.some((each) => value.some((one) => each.size > 0.9 * one.size))) return null;
      const words = (pieces: Piece[]): string => pieces.map((piece) => piece.text).join(' ');
      if (value.length > 0) pairs.push([`${words(label).replace(/:$/, '')}: ${words(value)}`]);
    }
  }
  return pairs;
}

/** Whether every other row, the first included, is set in fonts that the rows between do not use. */
function hasOwnFonts(rows: readonly Row[]): boolean {
  if (rows.length < 4) return false;
  const fonts = (odd: number): Set<string> =>
    new Set(
      rows.flatMap((row, at) =>
        at % 2 === odd ? row.pieces.map(({ font, size }) => `${font} ${size}`) : [],
      ),
    );
  const values = fonts(1);
  return [...fonts(0)].every((font) => !values.has(font));
}

/** Tells the row of names: set in a font of its own, or by the look of its words. */
export function headed(records: readonly TextRow[]): Pick<PdfTable, 'header' | 'rows' | 'sureHeader'> {
  const texts = records.map((record) => record.texts);
  const own = ownFontRows(records);
  if (own > 0) {
    const width = Math.max(...texts.map((row) => row.length));
    const header = Array.from({ length: width }, (_, column) =>
      texts
        .slice(0, own)
        .map((row) => (row.length === 1 ? '' : (row[column] ?? '')))
        .filter((name, index, all) => name !== '' && all.indexOf(name) === index)
        .join(' '),
    );
    const banners = texts.slice(0, own).filter((row) => row.length === 1 && width > 1);
    return { header, rows: [...banners, ...texts.slice(own)], sureHeader: true };
  }
  const { header, body } = splitHeader(texts);
  return { header, rows: body, sureHeader: false };
}

/** Rows at the top whose fonts occur nowhere below; 0 where they name less than two columns. */
function ownFontRows(records: readonly TextRow[]): number {
  for (let count = Math.min(3, records.length - 1); count > 0; count -= 1) {
    const top = records.slice(0, count);
    const below = new Set(records.slice(count).flatMap((record) => [...record.fonts]));
    const isOwn = top.every(
      (record) => record.fonts.size > 0 && ![...record.fonts].some((font) => below.has(font)),
    );
    if (isOwn && top.some((record) => record.texts.filter((text) => text !== '').length >= 2)) return count;
  }
  return 0;
}

function recordsOf(rows: readonly Row[], gutters: readonly Gutter[], facts: PageFacts): Row[][] {
  const ruled = facts.rules.divide(rows);
  if (ruled !== null) return ruled;
  const groups = rowGroups(rows);
  const hasTall = groups.some((group) => group.length > 1);
  // Blanks divide rows only where each part has its first cell; otherwise they are of no meaning here.
  const isSound =
    groups.length > 1 && groups.every((group) => group.some((row) => filled(row, gutters).has(0)));
  return hasTall && isSound ? groups : lineByLine(rows, gutters);
}

/** A row without a first cell, and with few others, goes on with the row above. */
function lineByLine(rows: readonly Row[], gutters: readonly Gutter[]): Row[][] {
  const parts: Row[][] = [];
  for (const row of rows) {
    const columns = filled(row, gutters);
    const goesOn = !columns.has(0) && columns.size < Math.max(2, (gutters.length + 1) / 2);
    const last = parts.at(-1);
    if (goesOn && last !== undefined) last.push(row);
    else parts.push([row]);
  }
  return parts;
}

function filled(row: Row, gutters: readonly Gutter[]): Set<number> {
  return new Set(row.pieces.map((piece) => columnOf(piece, gutters)));
}
