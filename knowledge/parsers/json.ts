import { jsonDepth, keyPathLines } from './json-text.ts';
import { parserLimits } from './limits.ts';
import type { Block, ParsedDocument } from './parsed.ts';
import { type Rejected, rejected } from './rejected.ts';
import { cutText } from './text-tidy.ts';

/** Any JSON as readable `path.to.key: value` lines; entries of a list stay together. */
export function parseJson(source: string): ParsedDocument | Rejected {
  if (jsonDepth(source) > parserLimits.nesting) return tooDeep();
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it is not JSON';
    return rejected('damaged', `The file is not valid JSON: ${why.slice(0, 200)}.`);
  }
  return { title: titleOf(value), externalId: null, blocks: recordBlocks(recordsOf(value)) };
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
    const record = lines.join('\n');
    if (text !== '' && text.length + record.length > parserLimits.block.table) flush();
    text += text === '' ? record : `${lines.length > 1 ? '\n\n' : '\n'}${record}`;
  }
  flush();
  return blocks;
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
