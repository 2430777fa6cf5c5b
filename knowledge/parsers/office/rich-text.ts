import { type OfficeContentNode, OfficeParser } from 'officeparser';
import { joinLeftOut, type LeftOut } from '../../../core/ports/left-out.ts';
import { type BlockBuilder, createBlockBuilder } from '../block-builder.ts';
import { createLabels, type Labels } from '../html/labels.ts';
import { subscriptText, superscriptText } from '../marks/superscript.ts';
import type { ParsedDocument } from '../parsed.ts';
import { isBanner, layGrid, type SpanCell } from '../tables/grid.ts';
import { captionText, findHeader, strongRows } from '../tables/header.ts';
import { squeeze, tidySource } from '../text/text-tidy.ts';
import { usefulTitle } from '../text/titles.ts';

type Walk = { builder: BlockBuilder; labels: Labels; leftOut: LeftOut[]; notes: number };
type Line = { text: string; isBold: boolean; notes: string[] };

/** Groups that Word hides or that a reviewer deleted; the library reads them as text. */
const unseen = /\{\\(?:v|deleted)(?![a-z0-9])[^{}]*\}/g;

/** Letters raised or lowered by half points, as some programs write superscripts. */
const raised = /\\up[1-9]\d?(?![a-z0-9])/g;
/** Struck through twice is struck. */
const struckTwice = /\\striked(0|1)?(?![a-z0-9])/g;
const lowered = /\\dn[1-9]\d?(?![a-z0-9])/g;

/** Rich Text: headings, lists, tables with their spans, and notes behind the lines that call them. */
export async function parseRichText(bytes: Buffer): Promise<ParsedDocument> {
  const source = bytes.toString('latin1');
  const hidden = source.match(unseen)?.length ?? 0;
  const plain = source
    .replace(unseen, '')
    .replace(raised, '\\super')
    .replace(lowered, '\\sub')
    .replace(struckTwice, (_, on?: string) => (on === '0' ? '\\strike0' : '\\strike'));
  const shown = plain === source ? bytes : Buffer.from(plain, 'latin1');
  const tree = await OfficeParser.parseOffice(shown, { fileType: 'rtf' });
  const builder = createBlockBuilder();
  const walk: Walk = {
    builder,
    labels: createLabels(builder),
    leftOut: [{ kind: 'hidden-text', count: hidden }],
    notes: 0,
  };
  for (const node of tree.content) addNode(walk, node);
  walk.labels.end();
  builder.endList();
  const all = joinLeftOut([walk.leftOut]);
  return {
    title: usefulTitle(builder.firstHeading()) ?? usefulTitle(squeeze(tree.metadata.title ?? '')),
    externalId: null,
    blocks: builder.finish(),
    ...(all.length === 0 ? {} : { leftOut: all }),
  };
}

function addNode(walk: Walk, node: OfficeContentNode): void {
  const { builder, labels } = walk;
  switch (node.type) {
    case 'heading': {
      const line = lineOf(walk, node, false);
      labels.heading(node.metadata?.level ?? 2, line.text, {});
      addNotes(walk, line.notes);
      return;
    }
    case 'list': {
      labels.settle();
      const { listType = 'unordered', indentation = 0, itemIndex = 0 } = node.metadata ?? {};
      const line = lineOf(walk, node, false);
      builder.item(line.text, indentation, listType === 'ordered' ? `${itemIndex + 1}.` : '-', {});
      addNotes(walk, line.notes);
      return;
    }
    case 'table':
      labels.settle();
      addTable(walk, node);
      return;
    case 'code':
      labels.settle();
      builder.code(lineOf(walk, node, false).text, {});
      return;
    case 'image':
      walk.leftOut.push({ kind: 'pictures', count: 1 });
      return;
    case 'comment':
      walk.leftOut.push({ kind: 'comments', count: 1 });
      return;
    case 'header':
    case 'footer':
      return;
    case 'paragraph':
    case 'text': {
      const line = lineOf(walk, node, false);
      labels.paragraph(line.text, {}, line.isBold);
      addNotes(walk, line.notes);
      return;
    }
    default:
      for (const child of node.children ?? []) addNode(walk, child);
  }
}

function addTable(walk: Walk, table: OfficeContentNode): void {
  const notes: string[] = [];
  const rows = (table.children ?? [])
    .filter((row) => row.type === 'row')
    .map((row) =>
      (row.children ?? []).flatMap((cell): SpanCell[] => {
        if (cell.type !== 'cell') return [];
        const lines = (cell.children ?? []).map((child) => lineOf(walk, child, true));
        notes.push(...lines.flatMap((line) => line.notes));
        const { rowSpan = 1, colSpan = 1 } = cell.metadata ?? {};
        const filled = lines.filter((line) => line.text.trim() !== '');
        const strong = filled.length > 0 && filled.every((line) => line.isBold);
        const text = lines.map((line) => line.text).join('\n');
        return [{ text, strong, rows: rowSpan, columns: colSpan }];
      }),
    );
  const lines = layGrid(rows).map((row) =>
    isBanner(row) ? [row[0]?.text ?? ''] : row.map((cell) => cell.text),
  );
  const marked = strongRows(rows);
  const { captions, names, body } = findHeader(lines, marked > 0 ? { marked } : {});
  for (const at of captions) walk.builder.paragraph(captionText(lines[at] ?? []), {});
  walk.builder.table(names, lines.slice(body), {});
  addNotes(walk, notes);
}

/** The words of a node's runs: struck ones left out, raised ones as marks. */
function lineOf(walk: Walk, node: OfficeContentNode, inTable: boolean): Line {
  const line: Line = { text: '', isBold: false, notes: [] };
  let bold = '';
  const read = (run: OfficeContentNode): void => {
    const children = run.children ?? [];
    if (run.type === 'image') walk.leftOut.push({ kind: 'pictures', count: 1 });
    else if (children.length > 0) for (const child of children) read(child);
    else {
      const words = tidySource(run.text ?? '');
      const { strikethrough, superscript, subscript, bold: isBold } = run.formatting ?? {};
      if (strikethrough === true) {
        if (words.trim() !== '') walk.leftOut.push({ kind: 'struck-text', count: 1 });
        line.text = line.text.replace(/\s+$/, ' ');
      } else if (superscript === true) line.text += superscriptText(line.text.slice(-40), words, inTable);
      else if (subscript === true) line.text += subscriptText(line.text.slice(-40), words);
      else {
        line.text += /\s$/.test(line.text) ? words.trimStart() : words;
        if (isBold === true || words.trim() === '') bold += words;
      }
    }
    for (const note of run.notes ?? []) {
      walk.notes += 1;
      line.text = `${line.text.trimEnd()} (note ${walk.notes}) `;
      line.notes.push(`Note ${walk.notes}: ${squeeze(tidySource(note.text ?? ''))}`);
    }
  };
  read(node);
  line.isBold = line.text.trim() !== '' && line.text.trim() === bold.trim();
  return line;
}

function addNotes(walk: Walk, notes: readonly string[]): void {
  for (const note of notes) walk.builder.paragraph(note, {});
}
