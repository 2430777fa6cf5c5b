import { parserLimits } from './limits.ts';
import { squeezeLines } from './text-tidy.ts';

/** Rows of a table as text, and the index of the first and last row in it. */
export type TableChunk = { text: string; firstRow: number; lastRow: number };

/**
 * A row that can be read, found and quoted alone: every cell carries its column's name. A short row is one line,
 * `Name: Ada | City: London`; a long one has a line a cell, so that an answer quotes a cell and not the whole.
 */
export function rowText(header: readonly string[] | null, row: readonly string[]): string {
  const cells = row.map(squeezeLines);
  const filled = cells.flatMap((cell, column) => {
    if (cell === '') return [];
    const name = header?.[column] ?? '';
    return [name === '' || name === cell ? cell : `${name}: ${cell}`];
  });
  const line = filled.join(' | ');
  const short = line.length <= parserLimits.block.rowOnOneLine && !line.includes('\n');
  return short || header === null ? line : filled.join('\n');
}

/** Rows as chunks of about a passage. Empty rows are left out. */
export function tableChunks(header: readonly string[] | null, rows: readonly string[][]): TableChunk[] {
  const names = header?.map((name) => squeezeLines(name).replaceAll('\n', ' ')) ?? null;
  const chunks: TableChunk[] = [];
  let current: TableChunk | null = null;
  let tall = false;
  for (const [index, row] of rows.entries()) {
    const text = rowText(names, row);
    if (text === '') continue;
    const wasTall = tall;
    tall = text.includes('\n');
    if (current !== null && current.text.length + text.length <= parserLimits.block.table) {
      current.text += `${tall || wasTall ? '\n\n' : '\n'}${text}`;
      current.lastRow = index;
    } else {
      current = { text, firstRow: index, lastRow: index };
      chunks.push(current);
    }
  }
  return chunks;
}

/** Whether the first row names the columns: all cells filled with different short texts, none a number. */
export function looksLikeHeader(row: readonly string[]): boolean {
  const names = row.map((cell) => cell.trim());
  while (names.at(-1) === '') names.pop();
  return (
    names.length > 0 &&
    new Set(names).size === names.length &&
    names.every((name) => name !== '' && name.length <= 100 && !/^[-+]?[\d.,:/%\s]+$/.test(name))
  );
}

/** Header and body of a table whose format marks no header: two columns are as likely a list of names and values. */
export function splitHeader(rows: string[][]): { header: string[] | null; body: string[][] } {
  const first = rows[0];
  const wide = rows.length > 1 && rows.some((row) => row.length > 2);
  return first !== undefined && wide && looksLikeHeader(first)
    ? { header: first, body: rows.slice(1) }
    : { header: null, body: rows };
}
