/** A cell of AsciiDoc with the columns and rows that it covers. */
export type AdocCell = { text: string; columns: number; rows: number };

/** What may stand before a cell's `|`: `2+` covers columns, `.2+` rows, `3*` repeats it, then how it is set. */
const mark = /(?:^|(?<=\s))(\d+)?(?:\.(\d+))?([+*])?[<^>]?(?:\.[<^>])?[adehlms]?\|/g;
const MOST = 200;

/** Reads the cells of a line into `cells`; words before the first belong to the cell before. Gives how many columns it fills. */
export function readAdocCells(line: string, cells: AdocCell[]): number {
  const marks = [...line.matchAll(mark)];
  const before = line.slice(0, marks[0]?.index ?? line.length).trim();
  const last = cells.at(-1);
  if (before !== '' && last !== undefined) last.text = `${last.text} ${before}`.trim();
  let width = 0;
  for (const [at, found] of marks.entries()) {
    const text = line.slice(found.index + found[0].length, marks[at + 1]?.index ?? line.length).trim();
    const isRepeated = found[3] === '*';
    const [first, rows] = [count(found[1]), count(found[2])];
    const cell = { text, columns: isRepeated ? 1 : first, rows };
    for (let nth = 0; nth < (isRepeated ? first : 1); nth += 1) cells.push({ ...cell });
    width += first;
  }
  return width;
}

/** Cells as rows; one over several places is read in each. */
export function adocRows(cells: readonly AdocCell[], columns: number): string[][] {
  const grid: string[][] = [];
  let [row, column] = [0, 0];
  const rowAt = (at: number): string[] => {
    while (grid.length <= at) grid.push([]);
    return grid[at] as string[];
  };
  for (const cell of cells) {
    while (rowAt(row)[column] !== undefined || column >= columns) {
      column += 1;
      if (column >= columns) [row, column] = [row + 1, 0];
    }
    const right = Math.min(columns, column + cell.columns);
    for (let y = row; y < row + cell.rows; y += 1)
      for (let x = column; x < right; x += 1) rowAt(y)[x] ??= cell.text;
  }
  return grid.map((line) => Array.from({ length: columns }, (_, at) => line[at] ?? ''));
}

const count = (digits: string | undefined): number => Math.min(MOST, Math.max(1, Number(digits ?? 1)));
