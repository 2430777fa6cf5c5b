import readSheets from 'read-excel-file/node';
import { createBlockBuilder } from './block-builder.ts';
import { parserLimits } from './limits.ts';
import type { ParsedDocument } from './parsed.ts';
import { looksLikeNames as looksLikeHeader } from './tables/header.ts';

/** A workbook: each sheet a page with its name as heading, its first filled row the names of the columns. */
export async function parseXlsx(bytes: Buffer): Promise<ParsedDocument> {
  const builder = createBlockBuilder();
  const sheets = await readSheets(bytes);
  for (const [index, { sheet, data }] of sheets.entries()) {
    addSheet(
      builder,
      sheet,
      data.map((row) => row.map(cellText)),
      index + 1,
    );
    if (builder.size() > parserLimits.textChars) break;
  }
  return { title: null, externalId: null, blocks: builder.finish() };
}

/** One sheet, of whatever format; an empty one leaves nothing. */
export function addSheet(
  builder: ReturnType<typeof createBlockBuilder>,
  name: string,
  table: string[][],
  page: number,
): void {
  const rows = table
    .map((row) => row.slice(0, parserLimits.tableColumns))
    .filter((row) => row.some((cell) => cell.trim() !== ''));
  const [first, ...rest] = rows;
  if (first === undefined) return;
  const header = rest.length > 0 && looksLikeHeader(first) ? first : null;
  builder.heading(2, name, { page });
  builder.table(header, header === null ? rows : rest, { page });
}

/** Cells are text, numbers, booleans or dates; dates lose a time of midnight. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date)
    return value
      .toISOString()
      .replace('T00:00:00.000Z', '')
      .replace('T', ' ')
      .replace(/:00\.000Z$/, '');
  return String(value);
}
