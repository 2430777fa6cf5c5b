import { recordBlocks, tooDeep } from './json.ts';
import { jsonDepth, keyPathLines } from './json-text.ts';
import { parserLimits } from '../limits.ts';
import type { Block, ParsedDocument } from '../parsed.ts';
import { parsePlainText } from '../text/plain-text.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { tidySource } from '../text/text-tidy.ts';

/** Takes finished documents on their way out; resolves when there is room for more. */
export type Emit = (documents: ParsedDocument[]) => Promise<void>;

type Line = { text: string; number: number };

/**
 * A corpus (`{"id" or "_id", "title", "text"}` a line, as BEIR writes it) gives one document a line and is never held
 * whole; lines of any other shape become one document of readable records. Null = done.
 */
export async function parseJsonLines(chunks: AsyncIterable<Buffer>, emit: Emit): Promise<Rejected | null> {
  let isCorpus: boolean | null = null;
  const records: { lines: string[]; number: number }[] = [];
  let chars = 0;
  try {
    for await (const line of readLines(chunks)) {
      if ('kind' in line) return line;
      const value = readLine(line);
      if (value === null) return damagedLine(line.number);
      if ('kind' in value) return value.kind;
      isCorpus ??= typeof value.object['text'] === 'string';
      if (isCorpus) await emit([corpusDocument(value.object, line.number)]);
      else {
        records.push({ lines: keyPathLines(value.object), number: line.number });
        chars += line.text.length;
        if (chars > parserLimits.textChars) return tooMuchText();
      }
    }
  } catch (error) {
    if (isNotText(error))
      return rejected('wrong-charset', 'The file is not UTF-8. Save it as UTF-8 and upload it again.');
    throw error;
  }
  if (records.length > 0) await emit([{ title: null, externalId: null, blocks: numbered(records) }]);
  return null;
}

function isNotText(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}

function corpusDocument(object: Record<string, unknown>, line: number): ParsedDocument {
  const id = object['_id'] ?? object['id'];
  const text = (key: string): string =>
    typeof object[key] === 'string' ? tidySource(object[key]).trim() : '';
  const title = text('title');
  const blocks = parsePlainText(text('text') || title).blocks;
  return {
    title: title === '' ? null : title,
    externalId: typeof id === 'string' || typeof id === 'number' ? String(id) : null,
    blocks: blocks.map((block) => ({ ...block, startLine: line, endLine: line })),
  };
}

/** Blocks of records, each with the lines that it came from. */
function numbered(records: { lines: string[]; number: number }[]): Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from < records.length; ) {
    let to = from;
    for (let size = 0; to < records.length; to += 1) {
      size += records[to]?.lines.reduce((sum, line) => sum + line.length + 2, 0) ?? 0;
      if (to > from && size > parserLimits.block.table) break;
    }
    const group = records.slice(from, to);
    const place = { startLine: group[0]?.number ?? 1, endLine: group.at(-1)?.number ?? 1 };
    for (const block of recordBlocks(group.map((each) => each.lines))) blocks.push({ ...block, ...place });
    from = to;
  }
  return blocks;
}

function readLine(line: Line): { object: Record<string, unknown> } | { kind: Rejected } | null {
  if (jsonDepth(line.text) > parserLimits.nesting) return { kind: tooDeep() };
  try {
    const value: unknown = JSON.parse(line.text);
    const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { value };
    return { object: object as Record<string, unknown> };
  } catch {
    return null;
  }
}

/** Lines with something on them. The decoder throws TypeError for bytes that are not text. */
async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line | Rejected> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let rest = '';
  let number = 0;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(charsetOf(chunk), { fatal: true });
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > parserLimits.corpusLineBytes) {
      yield rejected(
        'too-large',
        `Line ${number + lines.length + 1} is longer than ${parserLimits.corpusLineBytes / 1024 / 1024} MB. Divide it.`,
      );
      return;
    }
    for (const text of lines) {
      number += 1;
      if (text.trim() !== '') yield { text, number };
    }
  }
  rest += decoder?.decode() ?? '';
  if (rest.trim() !== '') yield { text: rest, number: number + 1 };
}

function charsetOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function damagedLine(number: number): Rejected {
  return rejected(
    'damaged',
    `Line ${number} is not valid JSON. Every line of a .jsonl file must be one JSON object.`,
  );
}

function tooMuchText(): Rejected {
  return rejected(
    'too-large',
    `The file holds more than ${parserLimits.textChars / 1e6} million characters. Divide it into smaller files.`,
  );
}
