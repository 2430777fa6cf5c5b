import { messageOf } from '../../errors.ts';
import type { GoldenCase } from '../../ports/batches.ts';
import { type BrokenLine, type CsvRow, readCsvRows } from './csv-rows.ts';
import { fieldsOf, goldenFields, toGoldenCase } from './golden-case.ts';

export type GoldenCases = { cases: GoldenCase[]; rejected: BrokenLine[] };

const delimiters = [',', ';', '\t'];

/**
 * Reads golden questions. Every line that cannot be used is reported by its number (from 1) with a sentence; when
 * `cases` is empty, `rejected` says why.
 */
export function readGoldenCases(format: 'csv' | 'jsonl', text: string): GoldenCases {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (plain.trim() === '') return nothing('The file is empty.');
  return format === 'csv' ? readCsv(plain) : readJsonLines(plain);
}

function readCsv(text: string): GoldenCases {
  const { rows, broken } = readCsvRows(text, guessDelimiter(text));
  const [header, ...body] = rows;
  if (header === undefined || fieldsOf(header.cells).question === undefined)
    return nothing(headerWords(header));
  if (body.length === 0 && broken.length === 0)
    return nothing('There are no questions below the header row.');
  return collect(
    body.map((row) => ({ line: row.line, read: () => record(header, row) })),
    broken,
  );
}

function readJsonLines(text: string): GoldenCases {
  if (text.trimStart().startsWith('['))
    return nothing('The file is one JSON array. Write one JSON object a line, without commas between them.');
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: index + 1, read: () => parseObject(line), text: line }));
  return collect(
    lines.filter((line) => line.text.trim() !== ''),
    [],
  );
}

type Read = { ok: true; value: Record<string, unknown> } | { ok: false; message: string };

function collect(lines: { line: number; read: () => Read }[], broken: BrokenLine[]): GoldenCases {
  const cases: GoldenCase[] = [];
  const rejected = [...broken];
  for (const { line, read } of lines) {
    const row = read();
    const result = row.ok ? toGoldenCase(row.value) : row;
    if (result.ok) cases.push(result.value);
    else rejected.push({ line, message: result.message });
  }
  return { cases, rejected: rejected.toSorted((a, b) => a.line - b.line) };
}

/** A row under its header's names. Missing cells at the end are empty; a filled one too many is a mistake. */
function record(header: CsvRow, row: CsvRow): Read {
  const columns = header.cells.length;
  if (row.cells.slice(columns).some((cell) => cell !== '')) {
    const message = `The row has ${row.cells.length} cells, the header ${columns}. Put a cell that contains the separator in quotes.`;
    return { ok: false, message };
  }
  return { ok: true, value: Object.fromEntries(header.cells.map((name, index) => [name, row.cells[index]])) };
}

function parseObject(line: string): Read {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { ok: true, value: value as Record<string, unknown> };
    return { ok: false, message: 'The line is JSON, but not an object with a "question".' };
  } catch (error) {
    return { ok: false, message: `The line is not JSON: ${messageOf(error)}.` };
  }
}

/** The separator under which the header names the most fields: spreadsheets differ by country. */
function guessDelimiter(text: string): string {
  const header = text.trimStart().split('\n', 1)[0] ?? '';
  const known = (delimiter: string) => {
    const cells = readCsvRows(header, delimiter).rows[0]?.cells ?? [];
    return Object.keys(fieldsOf(cells)).length;
  };
  return delimiters.reduce((best, each) => (known(each) > known(best) ? each : best), ',');
}

function headerWords(header: CsvRow | undefined): string {
  const has = header === undefined ? 'nothing' : header.cells.map((cell) => `"${cell}"`).join(', ');
  const others = goldenFields.slice(1).join(', ');
  return `The first row must name the columns: question, and if you like ${others}. It has: ${has.slice(0, 200)}.`;
}

function nothing(message: string): GoldenCases {
  return { cases: [], rejected: [{ line: 1, message }] };
}
