import { joinLeftOut, type LeftOut } from '../../../core/ports/left-out.ts';
import { type BlockBuilder, createBlockBuilder } from '../block-builder.ts';
import { parserLimits } from '../limits.ts';
import type { ParsedDocument } from '../parsed.ts';
import { createEmbeddedPictures, type EmbeddedPictures } from '../scans/embedded-pictures.ts';
import type { ScanSettings } from '../scans/scan-settings.ts';
import { addSheet } from '../tables/sheet.ts';
import { squeezeLines, tidySource } from '../text/text-tidy.ts';
import { openPackage } from '../zip/zip-read.ts';
import { addChart } from './chart.ts';
import { readLooks } from './excel/formats.ts';
import { richText } from './excel/shared.ts';
import { readRows } from './excel/sheet.ts';
import { createParts, type Parts, partOfKind } from './parts.ts';
import { below, kid, kids, textOf } from './xml.ts';

/**
 * A workbook: each sheet a page with its name as heading, its tables with their names of columns, cells as the sheet shows
 * them, then its notes, charts and text boxes. Hidden sheets, rows and columns, comment threads and pictures are left out;
 * macros never run.
 */
export async function parseExcel(bytes: Buffer, scans: ScanSettings | null = null): Promise<ParsedDocument> {
  const file = await openPackage(bytes);
  const pictures = createEmbeddedPictures(file.picture, scans);
  try {
    const parts = createParts(file);
    const main = (await parts.main()) ?? 'xl/workbook.xml';
    const workbook = await parts.xml(main);
    if (workbook === null) throw new Error('no workbook part');
    const relations = await parts.relations(main);
    const styles = partOfKind(relations, 'styles');
    const strings = partOfKind(relations, 'sharedStrings');
    const from1904 = isOn1904(kid(workbook, 'workbookPr')?.attribs['date1904']);
    const looks = readLooks(styles === null ? null : await parts.xml(styles), from1904);
    const shared = strings === null ? [] : kids(await parts.xml(strings), 'si').map(richText);
    const builder = createBlockBuilder();
    const leftOut: LeftOut[] = [];
    const drawings: Drawings = { parts, builder, pictures, leftOut };
    for (const [index, sheet] of kids(kid(workbook, 'sheets'), 'sheet').entries()) {
      const target = relations.get(sheet.attribs['r:id'] ?? '');
      if (target === undefined || target.kind === 'chartsheet') {
        if (target !== undefined) await addDrawings(drawings, target.target, index + 1);
        continue;
      }
      if (/^(?:hidden|veryHidden)$/.test(sheet.attribs['state'] ?? '')) {
        leftOut.push({ kind: 'hidden-sheets', count: 1 });
        continue;
      }
      const source = await parts.text(target.target);
      if (source === null) continue;
      const { rows, hiddenRows, hiddenColumns, struck, merged } = readRows(source, looks, shared);
      leftOut.push(
        { kind: 'hidden-rows', count: hiddenRows + hiddenColumns },
        { kind: 'struck-text', count: struck },
      );
      addPage(builder, sheet.attribs['name'] ?? '', rows, index + 1, merged);
      await addDrawings(drawings, target.target, index + 1);
      if (builder.size() > parserLimits.textChars) break;
    }
    if (parts.names.some((name) => /vbaProject\.bin$/i.test(name)))
      leftOut.push({ kind: 'macros', count: 1 });
    const all = joinLeftOut([leftOut]);
    return {
      title: null,
      externalId: null,
      blocks: builder.finish(),
      ...(all.length === 0 ? {} : { leftOut: all }),
    };
  } finally {
    pictures.close();
    file.close();
  }
}

/** One sheet, of whatever format; an empty one leaves nothing. */
export function addPage(
  builder: BlockBuilder,
  name: string,
  rows: string[][],
  page: number,
  merged = true,
): void {
  if (!rows.some((row) => row.some((cell) => cell.trim() !== ''))) return;
  builder.heading(2, name, { page });
  addSheet(builder, { rows: rows.map((row) => row.map(tidyCell)), place: { page }, captionLevel: 3, merged });
}

function tidyCell(cell: string): string {
  return squeezeLines(tidySource(cell));
}

type Drawings = { parts: Parts; builder: BlockBuilder; pictures: EmbeddedPictures; leftOut: LeftOut[] };

/** What lies on a sheet: text boxes, charts, pictures. */
async function addDrawings(
  { parts, builder, pictures, leftOut }: Drawings,
  sheet: string,
  page: number,
): Promise<void> {
  for (const { kind, target } of (await parts.relations(sheet)).values()) {
    if (kind === 'comments') {
      for (const comment of below(await parts.xml(target), 'comment')) {
        const text = tidyCell(richText(kid(comment, 'text')));
        // Threads of a discussion are kept once more in this form, for old programs.
        if (text === '' || /^\[[^\]]*\]/.test(text)) leftOut.push({ kind: 'comments', count: 1 });
        else builder.paragraph(`Note on ${comment.attribs['ref'] ?? 'a cell'}: ${text}`, { page });
      }
    }
    if (kind !== 'drawing') continue;
    const drawing = await parts.xml(target);
    const relations = await parts.relations(target);
    for (const picture of below(drawing, 'xdr:pic')) {
      const target = relations.get(below(picture, 'a:blip')[0]?.attribs['r:embed'] ?? '')?.target;
      const blocks = target === undefined ? null : await pictures.read(target);
      if (blocks === null) leftOut.push({ kind: 'pictures', count: 1 });
      else builder.add(blocks, { page });
    }
    for (const box of below(drawing, 'xdr:txBody')) {
      const lines = kids(box, 'a:p').map((line) => below(line, 'a:t').map(textOf).join(''));
      builder.paragraph(tidySource(lines.join('\n')), { page });
    }
    for (const each of relations.values()) {
      if (each.kind !== 'chart') continue;
      if (!addChart(builder, await parts.xml(each.target), { page }))
        leftOut.push({ kind: 'charts', count: 1 });
    }
  }
}

function isOn1904(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
