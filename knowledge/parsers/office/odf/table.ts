import { parserLimits } from '../../limits.ts';
import { type GridCell, isBanner, layGrid, type SpanCell } from '../../tables/grid.ts';
import { captionText, findHeader, strongRows } from '../../tables/header.ts';
import { rowText } from '../../tables/table-text.ts';
import { below, kids, textOf, type Xml } from '../xml.ts';
import type { OdfContext } from './context.ts';
import { readOdfLine } from './inline.ts';

/** The rows of a table in a text or on a slide, how many of them are marked as heads, and what is read behind it. */
export type OdfTable = { lines: string[][]; heads: number; asides: Xml[] };

const DEEPEST = 20;
/** A cell or row that a sheet repeats to its edge is read this often at most. */
const MOST_REPEATS = 1_000;

export function readOdfTable(context: OdfContext, table: Xml, depth = 0): OdfTable {
  const asides: Xml[] = [];
  let heads = 0;
  const rows: SpanCell[][] = [];
  for (const { row, isHead } of odfRows(table)) {
    if (isHidden(row)) continue;
    const cells = cellsOf(row).map(
      (cell): SpanCell => ({
        ...odfCellText(context, cell, asides, depth),
        columns: number(cell, 'table:number-columns-spanned'),
        rows: number(cell, 'table:number-rows-spanned'),
      }),
    );
    if (isHead && heads === rows.length) heads += 1;
    rows.push(cells);
  }
  return { lines: layGrid(rows).map(lineOf), heads: heads > 0 ? heads : strongRows(rows), asides };
}

/** Adds a table of a text or a slide. */
export function addOdfTable(context: OdfContext, table: Xml): Xml[] {
  const { lines, heads, asides } = readOdfTable(context, table);
  const { captions, names, body } = findHeader(
    lines,
    heads > 0 && heads < lines.length ? { marked: heads } : {},
  );
  for (const at of captions) context.builder.paragraph(captionText(lines[at] ?? []), context.place);
  context.builder.table(names, lines.slice(body), context.place);
  return asides;
}

/** The rows of a sheet, how many are hidden, what people noted at cells, and the charts that are tied to them. */
export type OdfSheet = { rows: string[][]; hidden: number; notes: string[]; charts: Xml[] };

/** The rows of a sheet with their place in it kept, as they are shown. */
export function readOdfSheet(context: OdfContext, sheet: Xml): OdfSheet {
  const hiddenColumns = hiddenColumnsOf(sheet);
  const rows: SpanCell[][] = [];
  const notes: string[] = [];
  const charts: Xml[] = [];
  let hidden = hiddenColumns.size > 0 ? Math.min(hiddenColumns.size, 1_000) : 0;
  for (const { row } of odfRows(sheet)) {
    const cells: (SpanCell & { covered: boolean })[] = [];
    let struck = false;
    for (const cell of kids(row)) {
      const covered = cell.name === 'table:covered-table-cell';
      if (!covered && cell.name !== 'table:table-cell') continue;
      const { text, isStruck } = covered ? nothing : sheetCellText(context, cell, notes);
      struck ||= isStruck;
      charts.push(...kids(cell, 'draw:frame').filter((frame) => kids(frame, 'draw:object').length > 0));
      const repeats = Math.min(
        number(cell, 'table:number-columns-repeated'),
        text === '' ? parserLimits.tableColumns : MOST_REPEATS,
      );
      for (let nth = 0; nth < repeats && cells.length < parserLimits.tableColumns; nth += 1)
        cells.push({
          text,
          covered,
          columns: number(cell, 'table:number-columns-spanned'),
          rows: number(cell, 'table:number-rows-spanned'),
        });
    }
    while (cells.at(-1)?.text === '' && cells.at(-1)?.covered === false) cells.pop();
    const isEmpty = cells.every((cell) => cell.text === '');
    // An empty row would end the table.
    if (isEmpty && struck) continue;
    if (isHidden(row)) {
      if (!isEmpty) hidden += 1;
      continue;
    }
    const repeats = isEmpty ? 1 : Math.min(number(row, 'table:number-rows-repeated'), MOST_REPEATS);
    for (let nth = 0; nth < repeats; nth += 1) rows.push(cells.filter((cell) => !cell.covered));
  }
  while (rows.at(-1)?.every((cell) => cell.text === '') === true) rows.pop();
  const grid = layGrid(rows);
  return {
    rows: grid.map((row) => {
      if (isBanner(row)) return [row[0]?.text ?? ''];
      return [...row.filter((_, column) => !hiddenColumns.has(column)).map((cell) => cell.text), ''];
    }),
    hidden,
    notes,
    charts,
  };
}

const nothing = { text: '', isStruck: false };

/** What a cell shows; struck ones show nothing that is still valid. */
function sheetCellText(context: OdfContext, cell: Xml, notes: string[]): { text: string; isStruck: boolean } {
  const text = shownValue(cell, odfCellText(context, cell, [], 0, notes).text);
  if (text === '' || !context.styles.style(cell.attribs['table:style-name']).struck)
    return { text, isStruck: false };
  context.leaveOut('struck-text');
  return { text: '', isStruck: true };
}

/** Words of a cell, a line a paragraph or an item of a list. */
function odfCellText(
  context: OdfContext,
  cell: Xml,
  asides: Xml[],
  depth: number,
  notes: string[] | null = null,
): { text: string; strong: boolean } {
  const lines: string[] = [];
  const known = notes?.length ?? 0;
  let strong = true;
  const read = (element: Xml, level: number): void => {
    if (level > DEEPEST) return;
    if (element.name === 'text:p' || element.name === 'text:h') {
      const line = readOdfLine(context, element, true);
      lines.push(line.text);
      if (line.text.trim() !== '' && !line.isBold) strong = false;
      asides.push(...line.asides.filter((aside) => aside.name === 'text:note'));
      // Frames in a cell hold its words as well.
      for (const frame of line.asides) if (frame.name !== 'text:note') read(frame, level + 1);
    } else if (element.name === 'table:table') {
      const { lines: inner } = readOdfTable(context, element, depth + 1);
      const { names, body } = findHeader(inner);
      for (const row of inner.slice(body)) lines.push(rowText(names, row).replaceAll(' | ', ', '));
    } else if (element.name !== 'office:annotation')
      for (const child of kids(element)) read(child, level + 1);
    else if (notes === null) context.leaveOut('comments');
    else
      notes.push(
        below(element, 'text:p')
          .map((line) => textOf(line))
          .join(' '),
      );
  };
  if (depth > DEEPEST) return { text: '', strong: false };
  for (const child of kids(cell)) read(child, 0);
  const text = lines.filter((line) => line.trim() !== '').join('\n');
  // Notes that this cell added say what they are about.
  for (let at = known; notes !== null && at < notes.length; at += 1)
    notes[at] = `Note on ${text === '' ? 'a cell' : `“${text.replaceAll('\n', ' ')}”`}: ${notes[at]}`;
  return { text, strong: strong && text !== '' };
}

/** Days and times in the international order; what the file shows for all else. */
function shownValue({ attribs }: Xml, text: string): string {
  const date = attribs['office:date-value'];
  if (attribs['office:value-type'] === 'date' && date !== undefined && /^\d{4}-\d\d-\d\d/.test(date))
    return date.replace('T', ' ').replace(/(?: 00:00)?:00(?:\.0+)?$/, '');
  if (text !== '') return text;
  return attribs['office:value'] ?? attribs['office:string-value'] ?? attribs['office:boolean-value'] ?? '';
}

function hiddenColumnsOf(sheet: Xml): Set<number> {
  const hidden = new Set<number>();
  let column = 0;
  const read = (element: Xml): void => {
    for (const child of kids(element)) {
      if (/^table:table-(?:header-columns|columns|column-group)$/.test(child.name)) read(child);
      if (child.name !== 'table:table-column') continue;
      const repeats = Math.min(number(child, 'table:number-columns-repeated'), parserLimits.tableColumns);
      if (isHidden(child)) for (let nth = 0; nth < repeats; nth += 1) hidden.add(column + nth);
      column += repeats;
    }
  };
  read(sheet);
  return hidden;
}

function odfRows(table: Xml, isHead = false): { row: Xml; isHead: boolean }[] {
  return kids(table).flatMap((child) => {
    if (child.name === 'table:table-row') return [{ row: child, isHead }];
    if (child.name === 'table:table-header-rows') return odfRows(child, true);
    return /^table:table-(?:rows|row-group)$/.test(child.name) ? odfRows(child, isHead) : [];
  });
}

function cellsOf(row: Xml): Xml[] {
  return kids(row, 'table:table-cell').flatMap((cell) =>
    Array.from({ length: Math.min(number(cell, 'table:number-columns-repeated'), MOST_REPEATS) }, () => cell),
  );
}

function lineOf(row: GridCell[]): string[] {
  return isBanner(row) ? [row[0]?.text ?? ''] : row.map((cell) => cell.text);
}

function isHidden({ attribs }: Xml): boolean {
  return /^(?:collapse|filter)$/.test(attribs['table:visibility'] ?? '');
}

function number({ attribs }: Xml, name: string): number {
  const value = Number(attribs[name] ?? 1);
  return Number.isInteger(value) && value > 0 ? value : 1;
}
