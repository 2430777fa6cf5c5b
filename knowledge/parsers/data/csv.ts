import { type Info, parse } from 'csv-parse/sync';
import { createBlockBuilder, type Place } from '../block-builder.ts';
import { parserLimits } from '../limits.ts';
import type { ParsedDocument } from '../parsed.ts';
import { addSheet } from '../tables/sheet.ts';

type Row = { record: string[]; place: Place };

const delimiters = [',', ';', '\t', '|'];

/** A table to one document whose rows carry their column names and line numbers. */
export function parseCsv(source: string): ParsedDocument {
  const hint = /^sep=(.)\n/.exec(source);
  const text = hint === null ? source : source.slice(hint[0].length);
  const skipped = hint === null ? 0 : 1;
  const delimiter = hint?.[1] ?? guessDelimiter(text);
  const rows = readRows(text, delimiter, true, skipped) ?? readRows(text, delimiter, false, skipped) ?? [];
  const builder = createBlockBuilder();
  addSheet(builder, {
    rows: rows.map((row) => row.record),
    place: {},
    rowPlaces: rows.map((row) => row.place),
    captionLevel: 1,
    merged: false,
  });
  return { title: builder.firstHeading(), externalId: null, blocks: builder.finish() };
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

/**
 * The one that cuts most of the first lines into the same number of cells, more than one; the more cells the better. Lines
 * above the table may hold none.
 */
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
    const often = new Map<number, number>();
    for (const count of counts) if (count > 0) often.set(count, (often.get(count) ?? 0) + 1);
    const [usual = 0, times = 0] = [...often].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    const steady = times * 3 >= counts.length * 2 ? usual * 900 : 0;
    return Math.max(least * 1000, steady) + counts.reduce((sum, count) => sum + count, 0) / counts.length;
  };
  return delimiters.reduce((best, each) => (score(each) > score(best) ? each : best), ',');
}
