import type { BlockBuilder, Place } from '../block-builder.ts';
import { captionText, findHeader, looksLikeNames } from './header.ts';

/** Rows of a sheet, the place of each where rows have one, where captions rank as headings, and whether cells may be merged. */
export type Sheet = {
  rows: string[][];
  place: Place;
  rowPlaces?: Place[];
  captionLevel: number;
  merged?: boolean;
};

type Area = { from: number; to: number; left: number; right: number };
type Table = { area: Area; names: string[] | null };

const LONGEST_HEADING = 120;

/**
 * Adds what stands on a sheet: several tables, divided by empty rows or columns, each with lines above it. A title becomes a
 * heading, other lines paragraphs. A part below an empty row that brings no header of its own goes on with the one above.
 */
export function addSheet(builder: BlockBuilder, sheet: Sheet): void {
  let before: Table | null = null;
  for (const area of areasOf(sheet.rows)) before = addArea(builder, sheet, area, before);
}

function addArea(builder: BlockBuilder, sheet: Sheet, area: Area, before: Table | null): Table | null {
  const rows = sheet.rows.slice(area.from, area.to).map((row) => row.slice(area.left, area.right));
  const place = (at: number): Place => sheet.rowPlaces?.[area.from + at] ?? sheet.place;
  const isText = rows.every((row) => row.filter((cell) => cell.trim() !== '').length <= 1);
  if (isText && (before === null || before.area.left !== area.left || rows.length < 3)) {
    for (const [at, row] of rows.entries()) addLine(builder, row.join('').trim(), sheet, place(at), at === 0);
    return null;
  }
  const { captions, names, body } = findHeader(rows, { always: true, merged: sheet.merged ?? true });
  const goesOn =
    before?.names !== null &&
    before !== null &&
    captions.length === 0 &&
    before.area.left === area.left &&
    before.area.right >= area.right &&
    !bringsHeader(rows, names, before.names);
  for (const [nth, at] of captions.entries())
    addLine(builder, captionText(rows[at] ?? []), sheet, place(at), nth === 0);
  const used = goesOn ? before.names : names;
  const from = goesOn ? 0 : body;
  builder.table(
    used,
    rows.slice(from),
    sheet.place,
    rows.slice(from).map((_, at) => place(from + at)),
  );
  return goesOn ? before : { area, names };
}

/** Text below an empty row is a header where it is the same as above, or all else below it differs from it. */
function bringsHeader(rows: string[][], names: string[] | null, known: string[] | null): boolean {
  const first = rows[0];
  if (names === null || first === undefined) return false;
  const width = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== '').length;
  if (width(first) !== width(known ?? [])) return true;
  if (first.every((cell, at) => cell.trim() === (known?.[at] ?? ''))) return true;
  return looksLikeNames(first, rows.slice(1)) && figuresBelow(rows) && !first.some((cell) => /\d/.test(cell));
}

function figuresBelow(rows: string[][]): boolean {
  return (rows[0] ?? []).some((_, column) =>
    rows.slice(1).every((row) => /^\W{0,3}\d/.test(row[column]?.trim() ?? '')),
  );
}

function addLine(builder: BlockBuilder, text: string, sheet: Sheet, place: Place, first: boolean): void {
  const line = text.replace(/^(?:#+|\/\/)\s*/, '');
  const isComment = line !== text;
  if (first && !isComment && line.length <= LONGEST_HEADING && !/[.!?:;]$/.test(line))
    builder.heading(sheet.captionLevel, line, place);
  else builder.paragraph(line, place);
}

/** Runs of rows that are not empty, each divided again where a column is empty in all of it. */
function areasOf(rows: string[][]): Area[] {
  const areas: Area[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    if (isEmpty(rows[at])) continue;
    let to = at;
    while (to < rows.length && !isEmpty(rows[to])) to += 1;
    areas.push(...divided(rows, at, to));
    at = to;
  }
  return areas;
}

function divided(rows: string[][], from: number, to: number): Area[] {
  const used: boolean[] = [];
  for (let at = from; at < to; at += 1) {
    const row = rows[at] as string[];
    for (let column = 0; column < row.length; column += 1) {
      if (row[column]?.trim() !== '') used[column] = true;
    }
  }
  const runs: { left: number; right: number }[] = [];
  for (let column = 0; column < used.length; column += 1) {
    if (used[column] !== true) continue;
    const last = runs.at(-1);
    if (last?.right === column) last.right += 1;
    else runs.push({ left: column, right: column + 1 });
  }
  const whole = { left: runs[0]?.left ?? 0, right: runs.at(-1)?.right ?? 0 };
  // A column left empty for its looks divides nothing: each part must be a table of its own.
  const apart =
    runs.length > 1 && runs.every((run) => run.right - run.left > 1 && namesBoth(rows, from, to, run));
  return (apart ? runs : [whole]).map((run) => ({ from, to, ...run }));
}

/** Whether the first row of a part that fills most of it names columns. */
function namesBoth(
  rows: string[][],
  from: number,
  to: number,
  run: { left: number; right: number },
): boolean {
  const part = rows.slice(from, Math.min(to, from + 30)).map((row) => row.slice(run.left, run.right));
  const { names, body } = findHeader(part, { always: true });
  return names !== null && body < part.length;
}

function isEmpty(row: readonly string[] | undefined): boolean {
  return row === undefined || row.every((cell) => cell.trim() === '');
}
