import { Parser } from 'htmlparser2';
import { parserLimits } from '../../limits.ts';
import type { CellLooks } from './formats.ts';

/** The rows of a sheet as they are shown, and what of it is not. */
export type SheetRows = {
  rows: string[][];
  hiddenRows: number;
  hiddenColumns: number;
  struck: number;
  /** Some cells cover several places. */
  merged: boolean;
};

type Merge = { row: number; column: number; toRow: number; toColumn: number };
type Column = { from: number; to: number };
type Cell = { column: number; type: string; style: number; value: string; inline: string; rich: boolean };
type Row = { number: number; cells: string[]; hidden: boolean; struck: number };

/** Reads a worksheet as a stream: a tree of it would take many times its size. Hidden rows and columns are left out. */
export function readRows(xml: string, looks: CellLooks, shared: readonly string[]): SheetRows {
  const found: Row[] = [];
  const merges: Merge[] = [];
  const hidden: Column[] = [];
  let row: Row | null = null;
  let cell: Cell | null = null;
  let inText: 'value' | 'inline' | null = null;
  let next = 1;

  const parser = new Parser(
    {
      onopentag(full, attribs) {
        const name = local(full);
        if (name === 'row') {
          const number = Number(attribs['r'] ?? next);
          row = {
            number: Number.isInteger(number) && number > 0 ? number : next,
            cells: [],
            hidden: isTrue(attribs['hidden']),
            struck: 0,
          };
          next = row.number + 1;
        } else if (name === 'c' && row !== null) {
          const at = columnOf(attribs['r'] ?? '') ?? row.cells.length;
          cell = {
            column: at,
            type: attribs['t'] ?? 'n',
            style: Number(attribs['s'] ?? 0),
            value: '',
            inline: '',
            rich: false,
          };
        } else if (name === 'v') inText = 'value';
        else if (name === 't') inText = 'inline';
        else if (name === 'rPh') inText = null;
        else if (name === 'col' && isTrue(attribs['hidden'])) {
          hidden.push({
            from: Number(attribs['min']) - 1,
            to: Math.min(Number(attribs['max']) - 1, parserLimits.tableColumns),
          });
        } else if (name === 'mergeCell') {
          const merge = mergeOf(attribs['ref'] ?? '');
          if (merge !== null) merges.push(merge);
        }
      },
      ontext(text) {
        if (cell === null || inText === null) return;
        if (inText === 'value') cell.value += text;
        else cell.inline += text;
      },
      onclosetag(full) {
        const name = local(full);
        if (name === 'v' || name === 't') inText = null;
        else if (name === 'c' && cell !== null && row !== null) {
          if (cell.column < parserLimits.tableColumns) {
            const text = cellText(cell, looks, shared);
            if (text !== '' && looks.isStruck(cell.style)) row.struck += 1;
            else if (text !== '') {
              while (row.cells.length < cell.column) row.cells.push('');
              row.cells[cell.column] = text;
            }
          }
          cell = null;
        } else if (name === 'row' && row !== null) {
          found.push(row);
          row = null;
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
  return laidOut(found, merges, hidden);
}

function laidOut(found: Row[], merges: Merge[], hidden: Column[]): SheetRows {
  const byNumber = new Map(found.map((row) => [row.number, row]));
  const width = found.reduce((most, row) => Math.max(most, row.cells.length), 0);
  const banners = new Set<number>();
  for (const merge of merges.slice(0, parserLimits.table.merges)) spread(merge, byNumber, width, banners);
  const isHidden = (column: number): boolean => hidden.some(({ from, to }) => column >= from && column <= to);
  const shown = Array.from({ length: width }, (_, column) => column).filter((column) => !isHidden(column));
  const rows: string[][] = [];
  let last = 0;
  let hiddenRows = 0;
  for (const { number, cells, hidden: out, struck } of found) {
    if (out) {
      if (cells.some((cell) => cell !== '')) hiddenRows += 1;
      last = number;
      continue;
    }
    // What is struck out whole parts nothing.
    if (struck > 0 && cells.every((cell) => (cell ?? '') === '')) {
      last = number;
      continue;
    }
    // One empty row parts two tables as well as a thousand do.
    if (last > 0 && number > last + 1) rows.push([]);
    last = number;
    if (banners.has(number))
      rows.push([...shown.slice(0, 1).map(() => cells.find((cell) => (cell ?? '') !== '') ?? '')]);
    // Rows end with their last cell: one stray cell far right would make all of them wide. An empty cell behind it tells a
    // record of one cell from a label.
    else
      rows.push([
        ...shown.filter((column) => column < cells.length).map((column) => cells[column] ?? ''),
        '',
      ]);
  }
  const hiddenColumns = found.length === 0 ? 0 : width - shown.length;
  const struck = found.reduce((sum, row) => sum + row.struck, 0);
  return { rows, hiddenRows, hiddenColumns, struck, merged: merges.length > 0 };
}

/** A merged cell is read at each place that it covers; one that stands alone in its row is a label of the rows below. */
function spread(merge: Merge, rows: Map<number, Row>, width: number, banners: Set<number>): void {
  const text = rows.get(merge.row)?.cells[merge.column] ?? '';
  if (text === '') return;
  const right = Math.min(merge.toColumn, width - 1, parserLimits.tableColumns - 1);
  const isAlone = rows
    .get(merge.row)
    ?.cells.every((cell, at) => cell === undefined || cell === '' || at === merge.column);
  if (merge.column === 0 && merge.toRow === merge.row && width > 1 && right > 0 && isAlone === true) {
    banners.add(merge.row);
    return;
  }
  if (text.length > parserLimits.table.repeatedChars) return;
  const down = Math.min(merge.toRow, merge.row + parserLimits.table.mergedRows);
  for (let number = merge.row; number <= down; number += 1) {
    const cells = rows.get(number)?.cells;
    if (cells === undefined) continue;
    while (cells.length <= right) cells.push('');
    for (let column = merge.column; column <= right; column += 1) cells[column] = text;
  }
}

function cellText(cell: Cell, looks: CellLooks, shared: readonly string[]): string {
  const { type, value } = cell;
  if (type === 's') return shared[Number(value)] ?? '';
  if (type === 'inlineStr') return cell.inline;
  if (type === 'str' || type === 'd')
    return type === 'd' ? value.replace('T', ' ').replace(/(?: 00:00)?:00(?:\.0+)?$/, '') : value;
  if (type === 'b') return value === '1' ? 'true' : 'false';
  // What could not be worked out is no value.
  if (type === 'e' || value === '') return '';
  const number = Number(value);
  return Number.isFinite(number) ? looks.show(number, cell.style) : value;
}

function mergeOf(ref: string): Merge | null {
  const match = /^([A-Z]{1,3}\d+):([A-Z]{1,3}\d+)$/.exec(ref);
  if (match === null) return null;
  const [, from = '', to = ''] = match;
  return {
    row: Number(/\d+/.exec(from)?.[0]),
    column: columnOf(from) ?? 0,
    toRow: Number(/\d+/.exec(to)?.[0]),
    toColumn: columnOf(to) ?? 0,
  };
}

/** `AB12` is column 27. Null where the cell does not say. */
function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
