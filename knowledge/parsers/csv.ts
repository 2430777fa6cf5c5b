import { type Info, parse } from 'csv-parse/sync';
import { createBlockBuilder, type Place } from './block-builder.ts';
import { parserLimits } from './limits.ts';
import type { ParsedDocument } from './parsed.ts';
import { looksLikeHeader } from './table-text.ts';

type Row = { record: string[]; place: Place };

const delimiters = [',', ';', '\t', '|'];

/** A table to one document whose rows carry their column names and line numbers. */
export function parseCsv(source: string): ParsedDocument {
  const hint = /^sep=(.)\n/.exec(source);
  const text = hint === null ? source : source.slice(hint[0].length);
  const skipped = hint === null ? 0 : 1;
  const delimiter = hint?.[1] ?? guessDelimiter(text);
  const rows = readRows(text, delimiter, true, skipped) ?? readRows(text, delimiter, false, skipped) ?? [];
  const first = rows[0];
  const header =
    first !== undefined && rows.length > 1 && looksLikeHeader(first.record) ? first.record : null;
  const body = header === null ? rows : rows.slice(1);
  const builder = createBlockBuilder();
  builder.table(
    header,
    body.map((row) => row.record),
    {},
    body.map((row) => row.place),
  );
  return { title: null, externalId: null, blocks: builder.finish() };
}

/** Null = the quotes do not match up; such a file is read again as if it had none. */
function readRows(text: string, delimiter: string, quotes: boolean, skipped: number): Row[] | null {
  try {
    const parsed: unknown = parse(text, {
      delimiter,
      info: true,
      quote: quotes ? '"' : null,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    let line = skipped;
    return (parsed as { record: string[]; info: Info }[]).map(({ record, info }) => {
      const place = { startLine: line + 1, endLine: info.lines + skipped };
      line = info.lines + skipped;
      return { record: record.slice(0, parserLimits.tableColumns), place };
    });
  } catch (error) {
    if (quotes) return null;
    throw error;
  }
}

/** The one that cuts the first lines into the same, largest number of cells. */
function guessDelimiter(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .slice(0, 20)
    .filter((line) => line.trim() !== '');
  const plain = lines.map((line) => line.replace(/"[^"]*"/g, ''));
  const score = (delimiter: string): number => {
    const counts = plain.map((line) => line.split(delimiter).length - 1);
    const least = Math.min(...counts);
    return least * 1000 + counts.reduce((sum, count) => sum + count, 0) / counts.length;
  };
  return delimiters.reduce((best, each) => (score(each) > score(best) ? each : best), ',');
}
