import { createBlockBuilder } from '../block-builder.ts';
import { htmlBlocks } from '../html/html.ts';
import { tooDeep } from './json.ts';
import { jsonDepth } from './json-text.ts';
import { parserLimits } from '../limits.ts';
import { parseMarkdown } from '../markdown/markdown.ts';
import type { ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { tidySource } from '../text/text-tidy.ts';

type Output = {
  output_type?: string;
  text?: unknown;
  ename?: string;
  evalue?: string;
  data?: Record<string, unknown>;
};
type Cell = { cell_type?: string; source?: unknown; input?: unknown; outputs?: unknown };

/** Results longer than this are logs; their beginning tells what they are. Characters. */
const longestOutput = 4_000;

/** A Jupyter notebook: its texts as Markdown, its code, and what the code printed. Pictures are counted, not read. */
export async function parseNotebook(source: string): Promise<ParsedDocument | Rejected> {
  if (jsonDepth(source) > parserLimits.nesting) return tooDeep();
  const cells = cellsOf(source);
  if (cells === null)
    return rejected('damaged', 'The file is no Jupyter notebook (no cells). Save it again from Jupyter.');
  const builder = createBlockBuilder();
  let pictures = 0;
  for (const cell of cells) {
    const text = tidySource(textOf(cell.source ?? cell.input));
    if (cell.cell_type === 'markdown') {
      const parsed = await parseMarkdown(text);
      for (const { kind, text: words, level } of parsed.blocks)
        builder.add([{ kind, text: words, ...(level ? { level } : {}) }], {});
    } else if (cell.cell_type === 'code') {
      builder.code(text, {});
      for (const output of Array.isArray(cell.outputs) ? (cell.outputs as Output[]) : [])
        pictures += addOutput(output);
    } else builder.paragraph(text, {});
  }
  return {
    title: builder.firstHeading(),
    externalId: null,
    blocks: builder.finish(),
    ...(pictures === 0 ? {} : { leftOut: [{ kind: 'pictures', count: pictures }] }),
  };

  /** Adds what a cell printed; gives the number of pictures in it. */
  function addOutput(output: Output): number {
    const data = output.data ?? {};
    const picture = Object.keys(data).some((type) => type.startsWith('image/')) ? 1 : 0;
    const html = textOf(data['text/html']);
    const table = /<table/i.test(html) ? htmlBlocks(tidySource(html)) : [];
    if (table.length > 0) {
      builder.add(table, {});
      return picture;
    }
    const words =
      output.output_type === 'error'
        ? `${output.ename ?? 'Error'}: ${output.evalue ?? ''}`
        : textOf(output.text ?? data['text/markdown'] ?? data['text/plain']);
    // What stands for a picture names its object in memory, which tells nobody anything.
    if (words.trim() === '' || (picture === 1 && /^<.*>$/s.test(words.trim()))) return picture;
    const plain = tidySource(words.replace(escapes, ''));
    builder.code(`Output:\n${plain.slice(0, longestOutput)}${plain.length > longestOutput ? '\n…' : ''}`, {});
    return picture;
  }
}

/** Colours of a terminal. */
const escapes = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*[A-Za-z]`, 'g');

function cellsOf(source: string): Cell[] | null {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { cells, worksheets } = value as { cells?: unknown; worksheets?: { cells?: unknown }[] };
  if (Array.isArray(cells)) return cells.filter(isCell);
  // Notebooks before version 4 keep their cells in sheets.
  if (Array.isArray(worksheets))
    return worksheets.flatMap((sheet) => (Array.isArray(sheet?.cells) ? sheet.cells.filter(isCell) : []));
  return null;
}

function isCell(value: unknown): value is Cell {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string').join('');
  return typeof value === 'string' ? value : '';
}
