import type { SpanCell } from './grid.ts';
import { isWeekday } from './weekdays.ts';

/** A table taken apart: lines above it, the names of its columns, and from which row on its records stand. */
export type Header = { captions: number[]; names: string[] | null; body: number };

const number = /^[-+−]?[\d.,:/%\s'’]*\d[\d.,:/%\s'’]*(?:%|‰|€|\$|£)?$/;
const year = /^(?:1[89]|20|21)\d\d$/;
const moment =
  /^(?:\d{1,2}[:.h]\d\d(?:\s?[–-]\s?\d{1,2}[:.h]\d\d)?|\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})?|\d{4}-\d\d(?:-\d\d)?)$/;
/** How many rows are looked at to judge a table. */
const SAMPLE = 30;
const LONGEST_NAME = 100;
const MOST_HEADS = 3;
const LONGEST_FIGURE = 40;

/** Whether a text is a figure, a share or an amount. Long texts are none: the pattern would go over them again and again. */
export const isNumber = (text: string): boolean => text.length <= LONGEST_FIGURE && number.test(text);

/**
 * Finds the row that names the columns. `marked`: how many rows the format marks as such; `always`: the first row of text is
 * taken for one (tables of records, such as CSV); else only where the rows below it differ from it, or there are three
 * columns: two are as likely a list of names and values. `merged`: the format has cells over several columns, so that a name
 * that stands twice may be one for both.
 */
export function findHeader(
  rows: readonly (readonly string[])[],
  options: { marked?: number; always?: boolean; merged?: boolean } = {},
): Header {
  const widths = rows.slice(0, SAMPLE).map(filled);
  const width = Math.max(0, ...widths);
  const captions: number[] = [];
  let at = 0;
  if (options.marked === undefined || options.marked === 0) {
    // Lines of a word or two above a table, and comments, are said about it.
    while (at + 1 < rows.length && isCaption(rows[at] ?? [], width)) {
      captions.push(at);
      at += 1;
    }
  } else {
    while (at + 1 < options.marked && filled(rows[at] ?? []) < 2 && width > 1) {
      captions.push(at);
      at += 1;
    }
  }
  const first = rows[at];
  if (first === undefined || at + 1 >= rows.length) return { captions, names: null, body: at };
  if (options.marked !== undefined && options.marked > at) {
    const heads = rows.slice(at, Math.min(options.marked, rows.length - 1));
    return { captions, names: namesOf(heads), body: at + heads.length };
  }
  const body = rows.slice(at + 1, at + 1 + SAMPLE);
  if (!looksLikeNames(first, body)) return { captions, names: null, body: at };
  const second = rows[at + 1];
  if (
    second !== undefined &&
    rows.length > at + 2 &&
    hasGroups(first) &&
    isText(second) &&
    (options.merged !== false || differs(second, rows.slice(at + 2, at + 2 + SAMPLE)))
  ) {
    return { captions, names: namesOf([first, second]), body: at + 2 };
  }
  if (second !== undefined && rows.length > at + 2 && isYears(second, rows.slice(at + 2, at + 2 + SAMPLE)))
    return { captions, names: namesOf([first, second]), body: at + 2 };
  if (options.always === true || width > 2 || differs(first, body))
    return { captions, names: namesOf([first]), body: at + 1 };
  return { captions, names: null, body: at };
}

/**
 * How many rows at the top are set apart as heads by how they look, where the format marks none: all of them bold or on another
 * ground, and what stands below is not. 0 = none.
 */
export function strongRows(rows: readonly (readonly SpanCell[])[]): number {
  const isStrong = (row: readonly SpanCell[]): boolean => {
    const there = row.filter((cell) => cell.text.trim() !== '');
    return there.length > 0 && there.every((cell) => cell.strong === true);
  };
  let heads = 0;
  while (heads < rows.length && isStrong(rows[heads] ?? [])) heads += 1;
  const names = rows.slice(0, heads).some((row) => row.filter((cell) => cell.text.trim() !== '').length > 1);
  if (heads === 0 || heads > MOST_HEADS || heads === rows.length || !names) return 0;
  const first = rows[heads - 1] ?? [];
  // A bold first column names rows: it says nothing about the row above.
  return first.filter((cell) => cell.text.trim() !== '').length > 1 ? heads : 0;
}

/** Whether a row may name columns: short texts, most of them there, none a figure but years, days and times. */
export function looksLikeNames(row: readonly string[], body: readonly (readonly string[])[] = []): boolean {
  const names = trimmed(row);
  const there = names.filter((name) => name !== '');
  const width = Math.max(names.length, ...body.map((each) => trimmed(each).length));
  if (there.length === 0 || there.length < Math.max(1, Math.ceil(width * 0.6))) return false;
  if (there.some((name) => name.length > LONGEST_NAME)) return false;
  const distinct = new Set(there).size;
  if (distinct < there.length && (distinct === 1 || (!differs(row, body) && distinct < there.length * 0.5)))
    return false;
  // Hours of a week: Monday names no column where Tuesday stands below it.
  if (isWeekday(names[0] ?? '') && body.some((each) => isWeekday(each[0] ?? ''))) return false;
  const figures = names.flatMap((name, column) => (isNumber(name) || moment.test(name) ? [column] : []));
  if (figures.length === 0) return true;
  if (figures.length === there.length && names.length === there.length && figures[0] === 0) return false;
  const above = (column: number): string => names[column] ?? '';
  if (!figures.every((column) => year.test(above(column)) || moment.test(above(column)))) return false;
  if (new Set(figures.map(above)).size < figures.length || figures.length < 2) return false;
  // A row of days is a record where the rows below it hold days in the same columns.
  return !figures.some((column) =>
    body.some((each) => year.test(each[column]?.trim() ?? '') || moment.test(each[column]?.trim() ?? '')),
  );
}

/** A second row of heads: years behind the name of the first column, over columns of other figures. */
function isYears(row: readonly string[], body: readonly (readonly string[])[]): boolean {
  const [name = '', ...others] = trimmed(row);
  const years = others.filter((cell) => cell !== '');
  return (
    !isNumber(name) &&
    years.length >= 2 &&
    years.every((cell) => year.test(cell)) &&
    others.some((cell, at) => cell !== '' && body.some((each) => isOtherFigure(each[at + 1])))
  );
}

const isOtherFigure = (cell = ''): boolean => isNumber(cell.trim()) && !year.test(cell.trim());

/** Whether a column that the row names with words holds nothing but figures. */
export function differs(row: readonly string[], body: readonly (readonly string[])[]): boolean {
  return row.some((name, column) => {
    if (name.trim() === '' || isNumber(name.trim())) return false;
    const cells = body.map((each) => each[column]?.trim() ?? '').filter((cell) => cell !== '');
    return cells.length > 0 && cells.every((cell) => /^\W{0,3}\d/.test(cell));
  });
}

/** One name a column. Names of two rows are put together; a repeated name gets a number. */
function namesOf(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map((row) => row.length));
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, column) => {
    const parts = rows.map((row) => (row[column] ?? '').replace(/\s+/g, ' ').trim());
    const name = parts
      .filter((part, at) => part !== '' && part !== parts[at - 1])
      .join(' / ')
      .replace(/^#\s*(?=\p{L})/u, '')
      .replace(/\s*:$/, '');
    if (name === '') return '';
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function isCaption(row: readonly string[], width: number): boolean {
  const count = filled(row);
  if (count === 0 || isRepeated(row)) return true;
  const first = row.find((cell) => cell.trim() !== '')?.trim() ?? '';
  if (/^(?:#(?!\s*$)|\/\/)/.test(first) && count < width) return true;
  return width > 1 && count <= width / 2 && (count === 1 || (count === 2 && width > 4));
}

/** One text over several columns: a title that a merged cell holds. */
function isRepeated(row: readonly string[]): boolean {
  const there = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return there.length > 1 && !isNumber(there[0] ?? '') && new Set(there).size === 1;
}

/** The words of a line above a table; what a merged cell repeats is said once. */
export function captionText(row: readonly string[]): string {
  const there = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return (isRepeated(row) ? there.slice(0, 1) : there).join(' ');
}

/** Neighbours with the same name: a name that covers several columns, which the next row tells apart. */
function hasGroups(row: readonly string[]): boolean {
  return row.some((name, column) => column > 0 && name.trim() !== '' && name === row[column - 1]);
}

function isText(row: readonly string[]): boolean {
  const there = row.filter((cell) => cell.trim() !== '');
  return there.length > 1 && there.every((cell) => !isNumber(cell.trim()) && cell.length <= LONGEST_NAME);
}

function filled(row: readonly string[]): number {
  return row.reduce((sum, cell) => sum + (cell.trim() === '' ? 0 : 1), 0);
}

function trimmed(row: readonly string[]): string[] {
  const cells = row.map((cell) => cell.trim());
  while (cells.at(-1) === '') cells.pop();
  return cells;
}
