import { parserLimits } from '../limits.ts';

/** A cell as its file has it: it may cover more than one row or column. `strong`: all of it is bold, or on a ground of its own. */
export type SpanCell = { text: string; head?: boolean; strong?: boolean; rows?: number; columns?: number };
/** A place of the grid. `spanned`: its text is that of a cell further left or above. */
export type GridCell = { text: string; head: boolean; spanned: boolean };

const { cells: mostCells, repeatedChars } = parserLimits.table;
const nothing: GridCell = { text: '', head: false, spanned: false };

/**
 * Lays cells into a grid. A cell that covers several places is read at each of them, as people read it; one with a long text
 * is read once. Past the limit on cells, cells cover one place.
 */
export function layGrid(rows: readonly (readonly SpanCell[])[]): GridCell[][] {
  const grid: GridCell[][] = rows.map(() => []);
  let cells = 0;
  for (const [at, row] of rows.entries()) {
    const line = grid[at] as GridCell[];
    let column = 0;
    for (const cell of row) {
      while (line[column] !== undefined) column += 1;
      if (column >= parserLimits.tableColumns) break;
      const roomy = cells < mostCells;
      const down = roomy ? span(cell.rows, rows.length - at) : 1;
      const right = roomy ? span(cell.columns, parserLimits.tableColumns - column) : 1;
      const repeats = cell.text.length <= repeatedChars;
      for (let y = 0; y < down; y += 1) {
        const below = grid[at + y] as GridCell[];
        for (let x = 0; x < right; x += 1) {
          const first = x === 0 && y === 0;
          // Where two spans overlap, the earlier one keeps its place, as in a browser.
          if (below[column + x] !== undefined) continue;
          below[column + x] = {
            text: first || repeats ? cell.text : '',
            head: cell.head ?? false,
            spanned: !first,
          };
          cells += 1;
        }
      }
      column += right;
    }
  }
  for (const line of grid) {
    for (let column = 0; column < line.length; column += 1) line[column] ??= nothing;
  }
  return grid;
}

function span(count: number | undefined, room: number): number {
  if (count === undefined || !Number.isFinite(count)) return 1;
  // Zero means "to the end" in HTML.
  if (count === 0) return Math.max(1, room);
  return Math.max(1, Math.min(Math.trunc(count), room));
}

/** Whether one cell covers the whole row: a label of the rows below it, and no record. */
export function isBanner(row: readonly GridCell[]): boolean {
  return row.length > 1 && row.slice(1).every((cell) => cell.spanned && cell.text === row[0]?.text);
}
