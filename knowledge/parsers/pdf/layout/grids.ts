import { joinLines } from '../join-lines.ts';
import type { Box, PdfTable, Piece } from '../shapes.ts';
import { splitPiece } from './pieces.ts';
import { headed } from './table-rows.ts';

/** A table whose cells the page frames, and where it stands. */
export type FramedTable = { table: PdfTable; x0: number; x1: number; y0: number; y1: number };

type Line = { at: number; from: number; to: number };
type Frame = { xs: number[]; ys: number[]; across: Line[]; down: Line[] };

/** Lines this near to each other are one: borders have a width, cells a space between them. Points. */
const near = 4;
const mostLines = 3_000;
/** A text over several cells is read in each of them, unless it is longer than this. */
const repeatedChars = 200;

/** Tables framed by lines across and down, and the pieces outside of them. Cells over several rows or columns are read in each. */
export function takeFramedTables(
  pieces: readonly Piece[],
  boxes: readonly Box[],
  fromRight: boolean,
): { tables: FramedTable[]; rest: Piece[] } {
  let rest = [...pieces];
  const tables: FramedTable[] = [];
  for (const frame of framesOf(boxes)) {
    const [x0 = 0] = frame.xs;
    const [y1 = 0] = frame.ys;
    const x1 = frame.xs.at(-1) ?? 0;
    const y0 = frame.ys.at(-1) ?? 0;
    const isInside = (piece: Piece): boolean => {
      const [x, y] = [(piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2];
      return x > x0 && x < x1 && y > y0 && y < y1;
    };
    const table = readFrame(frame, rest.filter(isInside), fromRight);
    if (table === null) continue;
    tables.push({ table, x0, x1, y0, y1 });
    rest = rest.filter((piece) => !isInside(piece));
  }
  return { tables, rest };
}

/** Lines that touch each other, where they make at least two rows and two columns. */
function framesOf(boxes: readonly Box[]): Frame[] {
  const across: Line[] = [];
  const down: Line[] = [];
  for (const { x0, x1, y0, y1 } of boxes) {
    const isFlat = y1 - y0 <= 3;
    const isThin = x1 - x0 <= 3;
    if (isFlat && x1 - x0 >= 8) across.push({ at: (y0 + y1) / 2, from: x0, to: x1 });
    else if (isThin && y1 - y0 >= 6) down.push({ at: (x0 + x1) / 2, from: y0, to: y1 });
    else if (!isFlat && !isThin && y1 - y0 >= 6) {
      across.push({ at: y0, from: x0, to: x1 }, { at: y1, from: x0, to: x1 });
      down.push({ at: x0, from: y0, to: y1 }, { at: x1, from: y0, to: y1 });
    }
  }
  if (across.length + down.length > mostLines) return [];
  const frames: { across: Line[]; down: Line[] }[] = [];
  const open = new Set(down);
  const left = new Set(across);
  for (const first of across) {
    if (!left.delete(first)) continue;
    const frame: { across: Line[]; down: Line[] } = { across: [first], down: [] };
    for (let at = 0, side = 0; at < frame.across.length || side < frame.down.length; ) {
      const flat = frame.across[at];
      if (flat !== undefined) {
        at += 1;
        for (const line of open) if (touches(flat, line) && open.delete(line)) frame.down.push(line);
        continue;
      }
      const tall = frame.down[side];
      side += 1;
      if (tall !== undefined)
        for (const line of left) if (touches(line, tall) && left.delete(line)) frame.across.push(line);
    }
    frames.push(frame);
  }
  return frames
    .map((frame) => ({
      ...frame,
      xs: merged(frame.down.map((line) => line.at)),
      ys: merged(frame.across.map((line) => line.at)).reverse(),
    }))
    .filter((frame) => frame.xs.length >= 3 && frame.ys.length >= 3);
}

function touches(flat: Line, tall: Line): boolean {
  return (
    tall.at >= flat.from - near &&
    tall.at <= flat.to + near &&
    flat.at >= tall.from - near &&
    flat.at <= tall.to + near
  );
}

function merged(values: readonly number[]): number[] {
  const kept: number[] = [];
  for (const value of [...values].sort((a, b) => a - b))
    if (value - (kept.at(-1) ?? Number.NEGATIVE_INFINITY) > near) kept.push(value);
  return kept;
}

function readFrame(frame: Frame, inside: readonly Piece[], fromRight: boolean): PdfTable | null {
  const { xs, ys } = frame;
  const [rows, columns] = [ys.length - 1, xs.length - 1];
  const covered = (lines: readonly Line[], at: number, from: number, to: number): boolean =>
    lines.some(
      (line) =>
        Math.abs(line.at - at) <= near &&
        Math.min(line.to, to) - Math.max(line.from, from) >= 0.5 * (to - from),
    );
  const homes: number[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const [left = 0, right = 0, top = 0, bottom = 0] = [xs[column], xs[column + 1], ys[row], ys[row + 1]];
      const here = row * columns + column;
      const joinsLeft = column > 0 && !covered(frame.down, left, bottom, top);
      const joinsUp = row > 0 && !covered(frame.across, top, left, right);
      homes.push(joinsLeft ? (homes[here - 1] ?? here) : joinsUp ? (homes[here - columns] ?? here) : here);
    }
  const cells = new Map<number, Piece[]>();
  for (const whole of inside)
    for (const piece of splitPiece(whole, xs)) {
      const column = xs.filter((x) => x < (piece.x0 + piece.x1) / 2).length - 1;
      const row = ys.filter((y) => y > (piece.top + piece.bottom) / 2).length - 1;
      const home = homes[Math.max(0, row) * columns + Math.max(0, column)] ?? 0;
      cells.set(home, [...(cells.get(home) ?? []), piece]);
    }
  const texts = new Map([...cells].map(([home, lines]) => [home, joinLines(lines.map((line) => line.text))]));
  const records = Array.from({ length: rows }, (_, row) => {
    const line = homes.slice(row * columns, (row + 1) * columns);
    const isBanner = new Set(line).size === 1;
    const values = line.map((home, column) => {
      const text = texts.get(home) ?? '';
      const isFirst = home === row * columns + column;
      return isFirst || text.length <= repeatedChars ? text : '';
    });
    return {
      texts: isBanner ? values.slice(0, 1) : fromRight ? values.reverse() : values,
      fonts: new Set(line.flatMap((home) => cells.get(home)?.map((piece) => piece.font) ?? [])),
    };
  }).filter((record) => record.texts.some((text) => text !== ''));
  if (records.length < 2 || texts.size < 3 || flows(records.map((record) => record.texts))) return null;
  return { ...headed(records), edges: xs.slice(0, -1) };
}

/** Frames around lines do not make a table of sentences that run from one frame to the next below. */
function flows(rows: readonly (readonly string[])[]): boolean {
  const columns = Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, column) =>
    rows.map((row) => row[column] ?? '').filter((cell) => cell !== ''),
  );
  return columns.filter((cells) => runsOn(cells)).length >= 2;
}

/** Whether cells below each other are pieces of the same sentences. */
export function runsOn(cells: readonly string[]): boolean {
  const goesOn = cells
    .slice(1)
    .filter((cell, index) => /^\p{Ll}/u.test(cell) && !/[.!?:;]$/.test(cells[index] ?? ''));
  const words = cells.reduce((sum, cell) => sum + cell.split(/\s+/).length, 0);
  return cells.length >= 2 && words >= 3 * cells.length && goesOn.length >= 0.6 * (cells.length - 1);
}
