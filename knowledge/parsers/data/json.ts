import stripJsonComments from 'strip-json-comments';
import { jsonDepth, keyPathLines } from './json-text.ts';
import { parserLimits } from '../limits.ts';
import type { Block, ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { cutText } from '../text/text-tidy.ts';

/** Any JSON as readable `path.to.key: value` lines; entries of a list stay together. */
export function parseJson(source: string): ParsedDocument | Rejected {
  if (jsonDepth(source) > parserLimits.nesting) return tooDeep();
  const read = readJson(source);
  if (read === null) {
    const why = problemOf(source);
    return rejected('damaged', `The file is not valid JSON: ${why.slice(0, 200)}.`);
  }
  const blocks = recordBlocks(recordsOf(read.value));
  if (read.remark !== '') blocks.unshift({ kind: 'paragraph', text: read.remark });
  return { title: titleOf(read.value), externalId: null, blocks };
}

/** JSON, JSON with comments and trailing commas, or a value a line. Null = none of them. `remark`: comments at its head. */
function readJson(source: string): { value: unknown; remark: string } | null {
  const plain = tryParse(source);
  if (plain !== null) return { ...plain, remark: '' };
  const bare = tryParse(stripJsonComments(source, { trailingCommas: true }));
  if (bare !== null) return { ...bare, remark: headRemark(source) };
  const values: unknown[] = [];
  for (const line of source.split('\n')) {
    if (line.trim() === '') continue;
    const each = tryParse(line);
    if (each === null) return null;
    values.push(each.value);
  }
  return values.length > 1 ? { value: values, remark: '' } : null;
}

function tryParse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function problemOf(source: string): string {
  try {
    JSON.parse(source);
    return 'it is not JSON';
  } catch (error) {
    return error instanceof Error ? error.message : 'it is not JSON';
  }
}

/** Comments before the first key say what the file is about. */
function headRemark(source: string): string {
  const head =
    /^[\s{[]*((?:\/\/[^\n]*\n?\s*|\/\*[\s\S]*?\*\/\s*){1,50})/.exec(source.slice(0, 4_000))?.[1] ?? '';
  return head
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\/\/+|\/?\*+\/?)|\*\/\s*$/g, '').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** The same words for a file and for a line of one. */
export function tooDeep(): Rejected {
  return rejected(
    'unreadable',
    `The JSON nests more than ${parserLimits.nesting} levels. Flatten it and upload it again.`,
  );
}

/** Groups of lines as blocks of about a passage; a group is cut only where it is longer than one. */
export function recordBlocks(records: string[][]): Block[] {
  const blocks: Block[] = [];
  let text = '';
  const flush = (): void => {
    for (const piece of text === '' ? [] : cutText(text, parserLimits.block.text))
      blocks.push({ kind: 'table', text: piece });
    text = '';
  };
  for (const lines of records) {
    const record = recordText(lines);
    if (text !== '' && text.length + record.length > parserLimits.block.table) flush();
    text += text === '' ? record : `${record.includes('\n') ? '\n\n' : '\n'}${record}`;
  }
  flush();
  return blocks;
}

/** Short values of one record share a line, as cells of a row do, so that each is quoted with what it belongs to. */
function recordText(lines: readonly string[]): string {
  const { plainCell, plainRowOnOneLine } = parserLimits.block;
  const isPlain = lines.every((line) => line.length <= plainCell && !/[.!?]$|[.!?]\s|\n/.test(line));
  const row = lines.join(' | ');
  return isPlain && row.length <= plainRowOnOneLine ? row : lines.join('\n');
}

function recordsOf(value: unknown): string[][] {
  if (Array.isArray(value)) return value.map((each) => keyPathLines(each));
  if (typeof value !== 'object' || value === null) return [keyPathLines(value)];
  return Object.entries(value).flatMap(([key, child]) =>
    Array.isArray(child) && child.some((each) => typeof each === 'object')
      ? child.map((each, index) => keyPathLines({ [`${key}.${index + 1}`]: each }))
      : [keyPathLines({ [key]: child })],
  );
}

function titleOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { title } = value as { title?: unknown };
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : null;
}
