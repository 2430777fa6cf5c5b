import { isBanner, layGrid, type SpanCell } from '../../tables/grid.ts';
import { captionText, findHeader, strongRows } from '../../tables/header.ts';
import { rowText } from '../../tables/table-text.ts';
import { kid, kids, type Xml } from '../xml.ts';
import type { Aside, WordContext } from './context.ts';
import { readLine } from './inline.ts';
import { numberOf } from './styles.ts';

type Cell = SpanCell & { column: number; continues: boolean };
type Row = { cells: Cell[]; isHead: boolean };

const DEEPEST = 20;

/** Adds a table; one of a single column lays out the page, and its cells are read as text. Gives what is read behind it. */
export function addTable(
  context: WordContext,
  table: Xml,
  readBody: (context: WordContext, body: Xml) => void,
): Aside[] {
  const sources = rowsOf(table);
  if (sources.every((row) => cellsOf(row).length <= 1)) {
    for (const row of sources) for (const cell of cellsOf(row)) readBody(context, cell);
    return [];
  }
  const asides: Aside[] = [];
  const { lines, heads } = readTable(context, table, asides, 0);
  const { captions, names, body } = findHeader(
    lines,
    heads > 0 && heads < lines.length ? { marked: heads } : {},
  );
  for (const at of captions) context.builder.paragraph(captionText(lines[at] ?? []), {});
  context.builder.table(names, lines.slice(body), {});
  return asides;
}

function readTable(
  context: WordContext,
  table: Xml,
  asides: Aside[],
  depth: number,
): { lines: string[][]; heads: number } {
  const rows: Row[] = [];
  for (const source of rowsOf(table)) rows.push(readRow(context, source, asides, depth));
  spanDown(rows);
  const grid = layGrid(rows.map((row) => row.cells.filter((cell) => !cell.continues)));
  const first = rows.findIndex((row) => !row.isHead);
  const marked = first < 0 ? 0 : first;
  return {
    lines: grid.map((row) => (isBanner(row) ? [row[0]?.text ?? ''] : row.map((cell) => cell.text))),
    heads: marked > 0 ? marked : strongRows(rows.map((row) => row.cells)),
  };
}

function readRow(context: WordContext, source: Xml, asides: Aside[], depth: number): Row {
  const properties = kid(source, 'w:trPr');
  const before = numberOf(kid(properties, 'w:gridBefore')) ?? 0;
  const cells: Cell[] = [];
  let column = 0;
  for (; column < Math.min(before, 100); column += 1) cells.push({ text: '', column, continues: false });
  for (const cell of cellsOf(source)) {
    const own = kid(cell, 'w:tcPr');
    const columns = Math.min(Math.max(1, numberOf(kid(own, 'w:gridSpan')) ?? 1), 100);
    const merge = kid(own, 'w:vMerge');
    const continues = merge !== null && merge.attribs['w:val'] !== 'restart';
    const isCovered = kid(own, 'w:hMerge') !== null && kid(own, 'w:hMerge')?.attribs['w:val'] !== 'restart';
    const empty = { text: '', strong: false };
    const words = continues || isCovered ? empty : cellText(context, cell, asides, depth);
    const strong = words.strong || (words.text !== '' && isShaded(own));
    cells.push({ text: words.text, strong, columns, column, continues });
    column += columns;
  }
  return { cells, isHead: kid(properties, 'w:tblHeader') !== null };
}

/** A cell that goes on below covers those rows. */
function spanDown(rows: Row[]): void {
  for (const [at, row] of rows.entries()) {
    for (const cell of row.cells) {
      if (cell.continues) continue;
      let to = at + 1;
      while (rows[to]?.cells.some((other) => other.continues && other.column === cell.column) === true)
        to += 1;
      cell.rows = to - at;
    }
  }
}

/** Words of a cell, a line a paragraph; a table within it as lines of its rows. */
function cellText(
  context: WordContext,
  cell: Xml,
  asides: Aside[],
  depth: number,
): { text: string; strong: boolean } {
  const lines: string[] = [];
  let strong = true;
  const read = (element: Xml): void => {
    if (element.name === 'w:p') {
      const style = context.styleOf(kid(element, 'w:pPr', 'w:pStyle')?.attribs['w:val']);
      const line = readLine(context, element, style.run, true);
      const numPr = kid(element, 'w:pPr', 'w:numPr');
      const numId = kid(numPr, 'w:numId')?.attribs['w:val'] ?? style.numId;
      const mark =
        numId === null || numId === '0' || line.text.trim() === ''
          ? null
          : context.numbering.next(numId, numberOf(kid(numPr, 'w:ilvl')), undefined);
      lines.push(mark === null || mark.text === '-' ? line.text : `${mark.text} ${line.text}`);
      if (line.text.trim() !== '' && !line.isBold) strong = false;
      asides.push(...line.asides);
    } else if (element.name === 'w:tbl') {
      if (depth >= DEEPEST) return;
      const inner = readTable(context, element, asides, depth + 1).lines;
      const { names, body } = findHeader(inner);
      for (const row of inner.slice(body)) lines.push(rowText(names, row).replaceAll(' | ', ', '));
    } else if (element.name === 'w:sdt') {
      for (const child of kids(kid(element, 'w:sdtContent'))) read(child);
    } else if (element.name === 'w:ins' || element.name === 'w:customXml') {
      for (const child of kids(element)) read(child);
    }
  };
  for (const child of kids(cell)) read(child);
  const text = lines.filter((line) => line.trim() !== '').join('\n');
  return { text, strong: strong && text !== '' };
}

/** A ground of another colour than paper. */
function isShaded(properties: Xml | null): boolean {
  const fill = kid(properties, 'w:shd')?.attribs['w:fill'] ?? 'auto';
  return !/^(?:auto|f{6})$/i.test(fill);
}

function rowsOf(table: Xml): Xml[] {
  return unwrapped(table, 'w:tr').filter(
    (row) => kid(row, 'w:trPr', 'w:del') === null && kid(row, 'w:trPr', 'w:hidden') === null,
  );
}

function cellsOf(row: Xml): Xml[] {
  return unwrapped(row, 'w:tc');
}

/** Children of a name, also where a control or a tracked change is around them. */
function unwrapped(element: Xml, name: string): Xml[] {
  return kids(element).flatMap((child) => {
    if (child.name === name) return [child];
    if (child.name === 'w:sdt') return unwrapped(kid(child, 'w:sdtContent') ?? child, name);
    return child.name === 'w:ins' || child.name === 'w:customXml' ? unwrapped(child, name) : [];
  });
}
