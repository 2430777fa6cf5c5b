import { CsvError, parse } from 'csv-parse/sync';

/** A row of cells and the line (from 1) it starts on. */
export type CsvRow = { line: number; cells: string[] };
export type BrokenLine = { line: number; message: string };

const quoteWords: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote (") is opened on this line and never closed.',
  CSV_INVALID_CLOSING_QUOTE:
    'A quoted cell is followed by text instead of a separator. Write "" for a quote inside a quoted cell.',
  INVALID_OPENING_QUOTE: 'There is a quote (") in the middle of a cell. Quote the whole cell.',
};

/** A table so broken is not worth reading on; it also bounds how often the rest is parsed again. */
const MOST_BROKEN = 500;

/**
 * Reads a CSV text with `\n` line ends. A row whose quotes do not match costs its own first line only: reading
 * goes on below it, where csv-parse by itself would lose everything up to the next quote.
 */
export function readCsvRows(text: string, delimiter: string): { rows: CsvRow[]; broken: BrokenLine[] } {
  const lines = text.split('\n');
  const rows: CsvRow[] = [];
  const broken: BrokenLine[] = [];
  let from = 0;
  while (from < lines.length) {
    const { rows: read, next, error } = readUntilError(lines, from, delimiter);
    rows.push(...read);
    if (error === null) break;
    // A stray quote in a cell is forgiven, but not below a broken line: there it is the rest of that line's row.
    const follows = broken.at(-1)?.line === next && read.length === 0;
    const alone = follows ? null : readLeniently(lines[next] ?? '', delimiter);
    if (alone !== null) rows.push({ line: next + 1, cells: alone });
    else broken.push({ line: next + 1, message: quoteWords[error] ?? 'This line is not valid CSV.' });
    if (broken.length === MOST_BROKEN) {
      broken.push({ line: next + 2, message: 'Too many lines are broken; the rest was not read.' });
      break;
    }
    from = next + 1;
  }
  return { rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')), broken };
}

/** Rows up to the first error; `next` is the index of the line on which the broken row starts. */
function readUntilError(
  lines: string[],
  from: number,
  delimiter: string,
): { rows: CsvRow[]; next: number; error: string | null } {
  const rows: CsvRow[] = [];
  let next = skipBlank(lines, from);
  try {
    parse(lines.slice(from).join('\n'), {
      ...options(delimiter),
      on_record: (cells: string[], { lines: read }) => {
        rows.push({ line: next + 1, cells });
        next = skipBlank(lines, from + read);
        return null;
      },
    });
    return { rows, next, error: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows, next, error: error.code };
  }
}

function readLeniently(line: string, delimiter: string): string[] | null {
  try {
    const rows: string[][] = parse(line, { ...options(delimiter), relax_quotes: true });
    return rows[0] ?? null;
  } catch {
    return null;
  }
}

function options(delimiter: string) {
  return {
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  } as const;
}

function skipBlank(lines: string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.trim() === '') at += 1;
  return at;
}
