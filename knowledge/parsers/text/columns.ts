import { hasSpans, spannedGrid } from './spanned-grid.ts';

/** Rows of a table written with characters, the line of each (from 0), and whether a rule under the first one marks it. */
export type TextTable = { rows: string[][]; lines: number[]; hasHead: boolean };

const gridRule = /^\s*[+┌├└┼╔╠╚][-=+─═┬┼┴┐┤┘╦╬╩╗╣╝┌├└]{2,}\s*$/;
const columnRule = /^\s*[-=─]{2,}(?:\s+[-=─]{2,})+\s*$/;
const pipeRule = /^\s*\|?(?:\s*:?-+:?\s*[|+])+\s*(?::?-+:?)?\s*\|?\s*$/;

/** Reads lines without empty ones between them as a table: a grid, pipes, tabs, columns under a rule, aligned columns. */
export function readTextTable(lines: readonly string[]): TextTable | null {
  if (lines.length < 2) return null;
  return (
    gridTable(lines) ??
    pipeTable(lines) ??
    barTable(lines) ??
    tabTable(lines) ??
    ruledTable(lines) ??
    alignedTable(lines)
  );
}

function gridTable(lines: readonly string[]): TextTable | null {
  if (!gridRule.test(lines[0] ?? '') || lines.length < 3) return null;
  if (hasSpans(lines)) {
    const spanned = spannedGrid(lines);
    return spanned.rows.length < 2
      ? null
      : { ...spanned, hasHead: lines.some((line) => /^\s*\+=/.test(line)) };
  }
  const table: TextTable = { rows: [], lines: [], hasHead: false };
  let open: string[] | null = null;
  for (const [at, line] of lines.entries()) {
    if (gridRule.test(line)) {
      open = null;
      if (table.rows.length === 1 && (/[=═╬]/.test(line) || at < lines.length - 1)) table.hasHead = true;
      continue;
    }
    const cells = cellsBetween(line, /[|│║]/);
    if (cells === null) return null;
    if (open === null) {
      open = cells;
      table.rows.push(open);
      table.lines.push(at);
    } else {
      // A cell may go on in the next line.
      for (const [column, cell] of cells.entries()) {
        const before: string = open[column] ?? '';
        open[column] = before === '' || cell === '' ? before + cell : `${before} ${cell}`;
      }
    }
  }
  // Tables of terminals have a line a row and rules only around them and under the head.
  return table.rows.length >= 2 ? withoutMerging(lines, table) : null;
}

/** Where rules stand only at the top, under the head and at the end, each line is a row. */
function withoutMerging(lines: readonly string[], table: TextTable): TextTable {
  const rules = lines.filter((line) => gridRule.test(line)).length;
  const texts = lines.length - rules;
  if (rules > 3 || texts <= table.rows.length) return table;
  const at = lines.flatMap((line, index) => (gridRule.test(line) ? [] : [index]));
  return {
    rows: at.map((index) => cellsBetween(lines[index] ?? '', /[|│║]/) ?? []),
    lines: at,
    hasHead: rules === 3,
  };
}

function pipeTable(lines: readonly string[]): TextTable | null {
  const ruled = lines.findIndex((line) => pipeRule.test(line) && /[|+]/.test(line));
  const bordered = lines.every((line) => /^\s*\|.*\|\s*$/.test(line));
  if (ruled < 0 && !bordered) return null;
  const table: TextTable = { rows: [], lines: [], hasHead: ruled === 1 };
  for (const [at, line] of lines.entries()) {
    if (pipeRule.test(line)) continue;
    if (!line.includes('|')) return null;
    const cells = line
      .trim()
      .replace(/^\|/, '')
      .replace(/\|$/, '')
      .split('|')
      .map((cell) => cell.trim());
    table.rows.push(cells);
    table.lines.push(at);
  }
  return table.rows.length >= 2 ? table : null;
}

/** Cells with bars between them and none around, without any rule. */
function barTable(lines: readonly string[]): TextTable | null {
  const rows = lines.map((line) => line.split(' | ').map((cell) => cell.trim()));
  const columns = rows[0]?.length ?? 0;
  if (columns < 2 || (columns === 2 && rows.length < 3) || rows.some((row) => row.length !== columns))
    return null;
  return { rows, lines: lines.map((_, at) => at), hasHead: false };
}

function tabTable(lines: readonly string[]): TextTable | null {
  const counts = lines.map((line) => line.replace(/^\t+/, '').split(/\t+/).length);
  const most = Math.max(...counts);
  if (most < 2 || counts.filter((count) => count === most).length < Math.max(2, lines.length * 0.7))
    return null;
  const single = lines.every((line) => line.split('\t').length <= most);
  return {
    rows: lines.map((line) =>
      (single ? line : line.replace(/\t+/g, '\t')).split('\t').map((cell) => cell.trim()),
    ),
    lines: lines.map((_, at) => at),
    hasHead: false,
  };
}

function ruledTable(lines: readonly string[]): TextTable | null {
  const at = lines.findIndex((line) => columnRule.test(line));
  if (at < 0 || at > 2) return null;
  const rule = lines[at] ?? '';
  const starts = [...rule.matchAll(/[-=─]+/g)].map((match) => match.index);
  const rows: string[][] = [];
  const numbers: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (columnRule.test(line) || /^\s*[-=─]+\s*$/.test(line)) continue;
    rows.push(cut(line, starts));
    numbers.push(index);
  }
  // A rule on top, as in reStructuredText, is followed by the head and another rule.
  const second = lines.findIndex((line, index) => index > at && columnRule.test(line));
  const hasHead = at > 0 || (second === 2 && lines.length > 4);
  return rows.length >= 2 ? { rows, lines: numbers, hasHead } : null;
}

function alignedTable(lines: readonly string[]): TextTable | null {
  if (lines.length < 3 || lines.some((line) => line.includes('\t'))) return null;
  const width = Math.min(400, Math.max(...lines.map((line) => line.length)));
  const isBlank = (column: number): boolean => lines.every((line) => (line[column] ?? ' ') === ' ');
  const starts: number[] = [];
  for (let column = 0, gap = 2; column < width; column += 1) {
    if (isBlank(column)) gap += 1;
    else {
      if (gap >= 2) starts.push(column);
      gap = 0;
    }
  }
  if (starts.length < 2) return null;
  const rows = lines.map((line) => cut(line, starts));
  const filled = starts.map((_, column) => rows.filter((row) => row[column] !== '').length);
  // A column of words that stand in few lines is the chance of a wide gap.
  if (filled.some((count) => count < rows.length * 0.6)) return null;
  if (rows.some((row) => /^(?:[-*•]|\d{1,3}[.)])$/.test(row[0] ?? ''))) return null;
  return { rows, lines: lines.map((_, at) => at), hasHead: false };
}

/** Cells that begin at the given places; a word that runs over a start belongs to the cell where it begins. */
function cut(line: string, starts: readonly number[]): string[] {
  return starts.map((start, at) => {
    const from = at === 0 ? 0 : wordStart(line, start);
    const next = starts[at + 1];
    return line.slice(from, next === undefined ? undefined : wordStart(line, next)).trim();
  });
}

function wordStart(line: string, at: number): number {
  let start = Math.min(at, line.length);
  while (start > 0 && start < line.length && line[start - 1] !== ' ' && line[start] !== ' ') start -= 1;
  return start;
}

function cellsBetween(line: string, border: RegExp): string[] | null {
  const parts = line.trim().split(border);
  if (parts.length < 3) return null;
  return parts.slice(1, -1).map((cell) => cell.trim());
}
