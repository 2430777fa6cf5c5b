/** A rule that stops at cells which go on below it: `+      +------+`. */
const partRule = /^\s*[+|](?=.*[-=]{3,}).*[+|]\s*$/;
const rule = /^[-=+]+$/;

/** Whether lines of a grid drawn with `+`, `-` and `|` hold cells over several rows. */
export function hasSpans(lines: readonly string[]): boolean {
  return lines.some((line) => isPartRule(line));
}

/** Such a grid as rows; a cell over several rows or columns is read in each. `lines`: of each row, the first. */
export function spannedGrid(lines: readonly string[]): { rows: string[][]; lines: number[] } {
  const borders = bordersOf(lines);
  const rows: string[][] = [];
  const numbers: number[] = [];
  let above: string[] = [];
  let closed = borders.map(() => true);
  let isOpen = false;
  for (const [at, line] of lines.entries()) {
    if (isFullRule(line) || isPartRule(line)) {
      closed = borders.map((_, column) => rule.test(slice(line, borders, column).trim()));
      isOpen = false;
      // What a partial rule leaves free is text of the cell that goes on.
      for (const [column, isClosed] of closed.entries())
        if (!isClosed) goOn(rows, column, slice(line, borders, column).trim());
      continue;
    }
    const cells = borders.map((_, column) => cellAt(line, borders, column));
    if (!isOpen) {
      above = rows.at(-1) ?? [];
      rows.push(
        cells.map((cell, column) => joined(closed[column] === false ? (above[column] ?? '') : '', cell)),
      );
      numbers.push(at);
      isOpen = true;
    } else {
      const row = rows.at(-1) as string[];
      for (const [column, cell] of cells.entries()) row[column] = joined(row[column] ?? '', cell);
    }
  }
  // The row above has the whole of a cell that goes on below it.
  for (let at = rows.length - 2; at >= 0; at -= 1)
    for (const [column, cell] of (rows[at] ?? []).entries()) {
      const below = rows[at + 1]?.[column] ?? '';
      if (cell !== '' && below.startsWith(`${cell} `)) (rows[at] as string[])[column] = below;
    }
  return { rows, lines: numbers };
}

function isFullRule(line: string): boolean {
  return /^\s*\+(?:[-=]+\+)+\s*$/.test(line);
}

function isPartRule(line: string): boolean {
  return partRule.test(line) && !isFullRule(line) && /[+|](?:[-=]{3,}[+|])+/.test(line) && line.includes('+');
}

/** Where columns begin; the last border ends the table. */
function bordersOf(lines: readonly string[]): number[] {
  const places = new Set<number>();
  for (const line of lines)
    if (isFullRule(line) || isPartRule(line)) for (const { index } of line.matchAll(/\+/g)) places.add(index);
  return [...places].sort((a, b) => a - b).slice(0, -1);
}

function slice(line: string, borders: readonly number[], column: number): string {
  return line.slice((borders[column] ?? 0) + 1, borders[column + 1] ?? line.trimEnd().length - 1);
}

/** The text of a column; where no border stands before it, that of the cell which covers it. */
function cellAt(line: string, borders: readonly number[], column: number): string {
  let from = column;
  while (from > 0 && !/[|+]/.test(line[borders[from] ?? 0] ?? '')) from -= 1;
  let to = column + 1;
  while (to < borders.length && !/[|+]/.test(line[borders[to] ?? 0] ?? '')) to += 1;
  return line.slice((borders[from] ?? 0) + 1, borders[to] ?? line.trimEnd().length - 1).trim();
}

function goOn(rows: string[][], column: number, words: string): void {
  const row = rows.at(-1);
  if (row !== undefined && words !== '') row[column] = joined(row[column] ?? '', words);
}

const joined = (before: string, words: string): string =>
  before === '' || words === '' ? before + words : `${before} ${words}`;
