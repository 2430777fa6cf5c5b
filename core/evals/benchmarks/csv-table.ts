import { CsvError, parse } from 'csv-parse/sync';
import { wrongFile } from './wrong-file.ts';

/** A row of cells and the line (from 1) on which it ends. */
export type TableRow = { line: number; cells: string[] };

/**
 * Reads a CSV text and keeps every byte of its cells, line ends within them too: prompts are compared to the byte.
 * Throws where the quotes do not match.
 */
export function readTable(file: string, text: string): TableRow[] {
  try {
    const rows: TableRow[] = [];
    parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: lines, cells });
        return null;
      },
    });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw wrongFile(file, null, `this is not valid CSV: ${error.message}.`);
  }
}

/** Where each wanted column stands in a header. Throws and names the first that is missing. */
export function columnsOf<Name extends string>(
  file: string,
  header: TableRow | undefined,
  names: readonly Name[],
): Record<Name, number> {
  if (header === undefined) throw wrongFile(file, null, 'the file is empty.');
  const at = {} as Record<Name, number>;
  for (const name of names) {
    at[name] = header.cells.findIndex((cell) => cell.trim() === name);
    if (at[name] === -1) throw wrongFile(file, header.line, `the column "${name}" is missing.`);
  }
  return at;
}
