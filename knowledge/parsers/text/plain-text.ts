import { type BlockBuilder, createBlockBuilder } from '../block-builder.ts';
import { parserLimits } from '../limits.ts';
import type { ParsedDocument } from '../parsed.ts';
import { findHeader } from '../tables/header.ts';
import { readTextTable } from './columns.ts';
import { isWide, joinWideLines } from './wide-lines.ts';

const listLine = /^\s*(?:[-*•+]|\d{1,3}[.)])\s/;

/** Text as it is: paragraphs at empty lines, with line numbers. Lines broken at a fixed width are joined again. */
export function parsePlainText(source: string): ParsedDocument {
  const builder = createBlockBuilder();
  let lines: string[] = [];
  let chars = 0;
  let number = 0;
  const flush = (): void => {
    if (lines.length > 0) {
      addLines(builder, lines, number - lines.length + 1);
    }
    lines = [];
    chars = 0;
  };
  for (const line of eachLine(source)) {
    const blank = line.trim() === '';
    if (blank || chars + line.length > parserLimits.block.text) flush();
    number += 1;
    if (blank) continue;
    lines.push(line);
    chars += line.length;
  }
  flush();
  return { title: null, externalId: null, blocks: builder.finish() };
}

function addLines(builder: BlockBuilder, lines: string[], first: number): void {
  const place = { startLine: first, endLine: first + lines.length - 1 };
  const table = readTextTable(lines);
  if (table === null) {
    builder.paragraph(
      isWrapped(lines) ? joinWideLines(lines.join('\n')).replaceAll('\n', ' ') : lines.join('\n'),
      place,
    );
    return;
  }
  // Without a rule below it a first row with figures is a record, as in logs.
  const isRecord = !table.hasHead && (table.rows[0] ?? []).some((cell) => /\d/.test(cell));
  const { names, body } = isRecord
    ? { names: null, body: 0 }
    : findHeader(table.rows, table.hasHead ? { marked: 1 } : {});
  const places = table.lines.slice(body).map((at) => ({ startLine: first + at, endLine: first + at }));
  builder.table(names, table.rows.slice(body), place, places);
}

/** Lines one by one: an array of millions of them would cost more than the text. */
function* eachLine(text: string): Generator<string> {
  let from = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    yield text.slice(from, end);
    from = end + 1;
  }
  if (from < text.length) yield text.slice(from);
}

/** Prose that an editor broke: all lines but the last about equally long, none an item of a list. */
function isWrapped(lines: string[]): boolean {
  const full = lines.slice(0, -1);
  if (full.length === 0 || lines.some((line) => listLine.test(line))) return false;
  if (full.every((line) => line.length >= 45 && line.length <= 120)) return true;
  // Such letters are as wide as two others, and all alike: lines of prose differ by a sign or two.
  const longest = Math.max(...lines.map((line) => line.length));
  return full.every(
    (line) =>
      isWide(line.at(-1) ?? '') && line.length >= 15 && line.length <= 60 && line.length >= longest - 2,
  );
}
