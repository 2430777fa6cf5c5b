import { type BlockBuilder, createBlockBuilder } from '../block-builder.ts';
import { tidySource } from '../text/text-tidy.ts';
import type { BodyText } from './body-text.ts';
import type { PagePart } from './page-parts.ts';
import type { PdfTable } from './shapes.ts';

/** Parts of all pages as blocks: levels by the size of letters, lists by their indent, tables with their columns' names. */
export function pdfBlocks(parts: readonly PagePart[], body: BodyText): BlockBuilder {
  const builder = createBlockBuilder();
  const sizes = [
    ...new Set(
      parts.flatMap((part) => (part.kind === 'heading' && part.size >= body.size * 1.15 ? [part.size] : [])),
    ),
  ].sort((a, b) => b - a);
  let indents: number[] = [];
  let outer: string | null = null;
  let table: PdfTable | null = null;
  for (const part of parts) {
    const place = { page: part.page };
    if (part.kind !== 'item') {
      indents = [];
      outer = null;
    }
    if (part.kind === 'table') {
      const own: PdfTable =
        table !== null && continues(part.table, table) ? goOn(part.table, table) : part.table;
      const header = own.header?.map(tidySource) ?? null;
      builder.table(
        header,
        header === null ? own.rows.map(labelled) : own.rows.map((row) => row.map(tidySource)),
        place,
      );
      table = own;
      continue;
    }
    const text = tidySource(part.text);
    if (part.kind === 'heading') {
      const rank = sizes.indexOf(part.size);
      builder.heading(rank < 0 ? sizes.length + 1 : rank + 1, text, place);
      table = null;
    } else if (part.kind === 'item') {
      const sort = /\d/.test(part.marker ?? '') ? 'numbers' : 'signs';
      if (part.isApart && sort !== outer) {
        // A list of another sort below a blank is a list of its own.
        builder.endList();
        indents = [];
      }
      indents = [...indents.filter((x) => x < part.x0 - 3), part.x0];
      if (indents.length === 1) outer = sort;
      builder.item(text, indents.length - 1, part.marker, place);
    } else if (part.kind === 'code') builder.code(text, place);
    else builder.paragraph(text, place);
  }
  return builder;
}

/** A table that begins its columns where the one before did goes on with it. */
function continues(next: PdfTable, last: PdfTable): boolean {
  return (
    last.header !== null &&
    next.edges.length === last.edges.length &&
    next.edges.every((edge, index) => Math.abs(edge - (last.edges[index] ?? 0)) <= 12)
  );
}

/** The first row of a part may look like names and be values: only names set apart begin a table of their own. */
function goOn(next: PdfTable, last: PdfTable): PdfTable {
  const same = next.header?.join('|') === last.header?.join('|');
  if (next.header !== null && !same && next.sureHeader) return next;
  const rows = next.header === null || same ? next.rows : [next.header, ...next.rows];
  return { ...next, header: last.header, rows };
}

/** `Applicant:` and its value are one line. */
function labelled(row: readonly string[]): string[] {
  const cells = row.map(tidySource);
  const [label = '', value = ''] = cells;
  return cells.length === 2 && /[:：]$/.test(label) ? [`${label} ${value}`] : cells;
}
