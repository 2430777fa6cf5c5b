import { median } from '../median.ts';
import type { Gutter, Row } from '../shapes.ts';

/** Rows `from` to before `to` that the same gutters divide. */
export type Band = { from: number; to: number; gutters: Gutter[] };

/** A blank of so many letter sizes, and so many usual steps, divides what stands above from what stands below. */
const blank = { sizes: 3, steps: 1.9 };

/** So many lines of text above a table are looked past. */
const lookAhead = 4;

/**
 * Runs of rows with gutters in common, from the top; the rows between them run over the whole width. Strips narrower
 * than `leastWidth` letter sizes are wide spaces, not gutters.
 */
export function bandsOf(rows: readonly Row[], size: number, leastWidth = 0.45): Band[] {
  const least = leastWidth * size;
  const bands: Band[] = [];
  for (let from = 0; from < rows.length; ) {
    const band = bandFrom(rows, from, size, least);
    if (band === null) from += 1;
    else {
      bands.push(band);
      from = band.to;
    }
  }
  return bands;
}

function bandFrom(rows: readonly Row[], from: number, size: number, least: number): Band | null {
  let gutters = seedGutters(rows, from, size, least);
  if (gutters.length === 0) return null;
  // Lines of text above a table may leave some of its gutters free: the table begins below them.
  for (let at = from; at < from + lookAhead && isSingle(rows[at]); at += 1)
    if (seedGutters(rows, at + 1, size, least).length > gutters.length) return null;
  const below = seedGutters(rows, from + 1, size, least);
  if (below.length > gutters.length) gutters = below;
  let to = from + 1;
  const steps: number[] = [];
  for (; to < rows.length; to += 1) {
    const row = rows[to];
    const above = rows[to - 1];
    if (row === undefined || above === undefined) break;
    const step = above.y - row.y;
    const usual = steps.length === 0 ? step : median(steps);
    if (above.bottom - row.top > blank.sizes * size && step > blank.steps * usual) break;
    const left = gutters.flatMap((gutter) => narrow(gutter, row, least));
    if (left.length === 0 || (left.length < gutters.length && isSingle(row))) break;
    // A cell over several columns leaves the others where they are.
    if (left.length === gutters.length) gutters = left;
    steps.push(step);
  }
  const inside = rows.slice(from, to);
  const divided = gutters.filter((gutter) => bothSides(inside, gutter) && sideBySide(inside, gutter));
  return divided.length === 0 ? null : { from, to, gutters: divided };
}

/** Columns whose lines stand at different heights show a gutter only when a few rows are seen together. */
function seedGutters(rows: readonly Row[], from: number, size: number, least: number): Gutter[] {
  for (const depth of [3, 2]) {
    const seed = rows.slice(from, from + depth);
    if (seed.length < 2 || hasBlank(seed, size)) continue;
    const gutters = between(seed).filter((gutter) => gutter.x1 - gutter.x0 >= least);
    if (gutters.length > 0) return gutters;
  }
  return [];
}

function isSingle(row: Row | undefined): boolean {
  return row?.pieces.length === 1;
}

function hasBlank(seed: Row[], size: number): boolean {
  return seed.some((row, index) => {
    const above = seed[index - 1];
    return above !== undefined && above.bottom - row.top > 2 * blank.sizes * size;
  });
}

/** Strips inside the rows' reach that none of them covers. */
export function between(rows: readonly Row[]): Gutter[] {
  const pieces = rows.flatMap((row) => row.pieces).sort((a, b) => a.x0 - b.x0);
  const gutters: Gutter[] = [];
  let end = pieces[0]?.x1 ?? 0;
  for (const piece of pieces) {
    if (piece.x0 > end) gutters.push({ x0: end, x1: piece.x0 });
    end = Math.max(end, piece.x1);
  }
  return gutters;
}

/** What a row leaves of a gutter. */
function narrow(gutter: Gutter, row: Row, least: number): Gutter[] {
  let { x0, x1 } = gutter;
  for (const piece of row.pieces) {
    if (piece.x1 <= x0 || piece.x0 >= x1) continue;
    // A piece that comes in from one side pushes the gutter's edge; one that crosses it ends it.
    if (piece.x0 <= x0 && piece.x1 < x1) x0 = piece.x1;
    else if (piece.x1 >= x1 && piece.x0 > x0) x1 = piece.x0;
    else return [];
  }
  return x1 - x0 >= least ? [{ x0, x1 }] : [];
}

/** Lines that only stand below each other, some set in, are no columns: those share rows, or overlap in height. */
function sideBySide(rows: readonly Row[], gutter: Gutter): boolean {
  const isLeft = (row: Row): boolean => row.pieces.some((piece) => piece.x1 <= gutter.x0 + 0.1);
  const isRight = (row: Row): boolean => row.pieces.some((piece) => piece.x0 >= gutter.x1 - 0.1);
  return rows.some((row, index) => {
    if (isLeft(row) && isRight(row)) return true;
    const above = rows[index - 1];
    const isOther = above !== undefined && isLeft(above) !== isLeft(row) && isRight(above) !== isRight(row);
    return isOther && row.top - above.bottom > 0.1 * (row.top - row.bottom);
  });
}

function bothSides(rows: readonly Row[], gutter: Gutter): boolean {
  let left = 0;
  let right = 0;
  for (const row of rows) {
    if (row.pieces.some((piece) => piece.x1 <= gutter.x0 + 0.1)) left += 1;
    if (row.pieces.some((piece) => piece.x0 >= gutter.x1 - 0.1)) right += 1;
  }
  return left >= 2 && right >= 2;
}
