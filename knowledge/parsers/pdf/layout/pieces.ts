import { isNoteMark, lineText } from '../line-text.ts';
import type { Run } from '../runs.ts';
import type { PdfTable, Piece } from '../shapes.ts';
import { divideRun, looseWords } from './words.ts';

const marker = /^(?:[•◦▪‣●○■◆◇▶►▸➢➤✓✔✦❖⁃∙·–—*☐☑☒□▢-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])$/i;

/** Runs of a page to pieces of lines, from top to bottom and left to right. */
export function piecesOf(runs: readonly Run[]): Piece[] {
  return rowsOf(runs)
    .flatMap(splitRow)
    .sort((a, b) => b.y - a.y || a.x0 - b.x0);
}

/** What stands on one baseline. Raised and lowered marks join the line whose words they touch. */
function rowsOf(runs: readonly Run[]): Run[][] {
  const rows: Run[][] = [];
  let waiting: Run[] = [];
  for (const run of [...runs].sort((a, b) => b.y - a.y || a.x0 - b.x0)) {
    const last = rows.at(-1)?.[0];
    if (last !== undefined && Math.abs(last.y - run.y) <= 0.3 * Math.min(last.size, run.size))
      rows.at(-1)?.push(run);
    else rows.push([run]);
  }
  const kept: Run[][] = [];
  for (const [index, row] of rows.entries()) {
    waiting = [];
    for (const run of row) {
      const home = [rows[index + 1], kept.at(-1), rows[index + 2]].find((each) =>
        each?.some((host) => isMarkOf(run, host)),
      );
      if (home === undefined) waiting.push(run);
      else home.push(run);
    }
    if (waiting.length > 0) kept.push(waiting);
  }
  return kept;
}

function isMarkOf(mark: Run, host: Run): boolean {
  const rise = (mark.y - host.y) / host.size;
  // Some programs raise a mark and hardly make it smaller: then it must touch.
  const touches = isNoteMark(mark) && rise >= 0.3 && Math.abs(mark.x0 - host.x1) <= 0.12 * host.size;
  if (!touches && (mark.size > 0.92 * host.size || mark.text.trim().length > 12)) return false;
  if (rise > 0.75 || rise < -0.4) return false;
  const behind = mark.x0 - host.x1;
  const before = host.x0 - mark.x1;
  const inside = mark.x0 >= host.x0 && mark.x1 <= host.x1 + host.size;
  return inside || Math.abs(behind) <= 0.4 * host.size || (before >= -1 && before <= 0.8 * host.size);
}

function splitRow(row: Run[]): Piece[] {
  const sorted = [...row].sort((a, b) => a.x0 - b.x0);
  const parts: Run[][] = [];
  let end = 0;
  for (const run of sorted) {
    const part = parts.at(-1);
    const gap = run.x0 - end;
    // Columns inside code are a matter of its lines.
    const isCode = run.mono && part?.every((each) => each.mono) === true;
    const limit =
      part !== undefined &&
      marker.test(
        part
          .map((each) => each.text)
          .join('')
          .trim(),
      )
        ? 4
        : isCode
          ? 12
          : 1;
    if (part !== undefined && gap <= limit * Math.max(run.size, part[0]?.size ?? 0)) part.push(run);
    else parts.push([run]);
    end = part === undefined ? run.x1 : Math.max(end, run.x1);
  }
  return parts.map(pieceOf);
}

/** A piece divided at places across it, such as the lines between cells. */
export function splitPiece(piece: Piece, places: readonly number[]): Piece[] {
  const runs = piece.runs.flatMap((run) => divideRun(run, places));
  return regroup(piece, runs, (last, run) => {
    const middle = (run.x0 + run.x1) / 2;
    const before = (last.x0 + last.x1) / 2;
    return places.some((place) => place > before && place < middle);
  });
}

/** A piece divided at gaps wider than `gap` letter sizes, those that pdf.js took for spaces included. */
export function loosePieces(piece: Piece, gap: number): Piece[] {
  if (piece.mono) return [piece];
  return regroup(piece, piece.runs.flatMap(looseWords), (last, run) => run.x0 - last.x1 > gap * piece.size);
}

/** A piece divided where the page draws its runs further apart than `gap` letter sizes. */
export function partedPieces(piece: Piece, gap: number): Piece[] {
  if (piece.mono) return [piece];
  return regroup(piece, piece.runs, (last, run) => run.x0 - last.x1 > gap * piece.size);
}

function regroup(piece: Piece, runs: readonly Run[], isApart: (last: Run, run: Run) => boolean): Piece[] {
  const parts: Run[][] = [];
  let last: Run | null = null;
  for (const run of [...runs].sort((a, b) => a.x0 - b.x0)) {
    if (last === null || isApart(last, run)) parts.push([run]);
    else parts.at(-1)?.push(run);
    last = run;
  }
  return parts.length < 2 ? [piece] : parts.map(pieceOf);
}

/** A table as a piece, to find its place among the others. */
export function tablePiece(framed: {
  table: PdfTable;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}): Piece {
  const { table, x0, x1, y0, y1 } = framed;
  return { text: '', runs: [], x0, x1, y: y1, top: y1, bottom: y0, size: 0, font: '', mono: false, table };
}

/** Runs of one line as a piece; size, baseline and font are those of most of its letters. */
export function pieceOf(runs: Run[]): Piece {
  const main = runs.reduce((best, run) => (weight(run) > weight(best) ? run : best));
  const line = { y: main.y, size: main.size };
  return {
    ...line,
    text: lineText(runs, line),
    runs,
    x0: Math.min(...runs.map((run) => run.x0)),
    x1: Math.max(...runs.map((run) => run.x1)),
    top: line.y + 0.75 * line.size,
    bottom: line.y - 0.25 * line.size,
    font: main.font,
    mono: runs.every((run) => run.mono),
  };
}

function weight(run: Run): number {
  return run.text.length * run.size * run.size;
}
