import { joinLeftOut, type LeftOut, type LeftOutKind } from '../../../core/ports/left-out.ts';
import { PICTURE_MARK } from '../../../core/text/picture-mark.ts';
import { type BlockBuilder, createBlockBuilder, type Place } from '../block-builder.ts';
import { parserLimits } from '../limits.ts';
import { imageText } from '../markdown/markdown-inline.ts';
import type { ParsedDocument } from '../parsed.ts';
import { createEmbeddedPictures, type EmbeddedPictures } from '../scans/embedded-pictures.ts';
import type { ScanSettings } from '../scans/scan-settings.ts';
import { isBanner, layGrid, type SpanCell } from '../tables/grid.ts';
import { captionText, findHeader } from '../tables/header.ts';
import { squeeze, tidySource } from '../text/text-tidy.ts';
import { usefulTitle } from '../text/titles.ts';
import { openPackage } from '../zip/zip-read.ts';
import { addChart } from './chart.ts';
import { addDiagram } from './diagram.ts';
import { createParts, type Parts, type Relations } from './parts.ts';
import { addText, paragraphText } from './slides/text.ts';
import { below, kid, kids, textOf, type Xml } from './xml.ts';

type Slide = {
  builder: BlockBuilder;
  parts: Parts;
  relations: Relations;
  place: Place;
  pictures: EmbeddedPictures;
  leaveOut(kind: LeftOutKind): void;
};

/** Placeholders that every slide repeats. */
const repeated = new Set(['dt', 'ftr', 'sldNum', 'hdr', 'sldImg']);

/**
 * A presentation: slides are pages, titles headings, with tables, charts, drawings, and the speaker's notes behind each slide.
 * Hidden slides and shapes, comments and struck text are left out; macros never run.
 */
export async function parseSlides(bytes: Buffer, scans: ScanSettings | null = null): Promise<ParsedDocument> {
  const file = await openPackage(bytes);
  const pictures = createEmbeddedPictures(file.picture, scans);
  try {
    const parts = createParts(file);
    const main = (await parts.main()) ?? 'ppt/presentation.xml';
    const presentation = await parts.xml(main);
    if (presentation === null) throw new Error('no presentation part');
    const relations = await parts.relations(main);
    const builder = createBlockBuilder();
    const leftOut: LeftOut[] = [];
    for (const [index, entry] of kids(kid(presentation, 'p:sldIdLst'), 'p:sldId').entries()) {
      const target = relations.get(entry.attribs['r:id'] ?? '')?.target;
      const root = target === undefined ? null : await parts.xml(target);
      if (target === undefined || root === null) continue;
      if (/^(?:0|false)$/.test(root.attribs['show'] ?? '1')) {
        leftOut.push({ kind: 'hidden-slides', count: 1 });
        continue;
      }
      await readSlide(root, {
        builder,
        parts,
        relations: await parts.relations(target),
        place: { page: index + 1 },
        pictures,
        leaveOut: (kind) => leftOut.push({ kind, count: 1 }),
      });
      if (builder.size() > parserLimits.textChars) break;
    }
    if (parts.names.some((name) => /vbaProject\.bin$/i.test(name)))
      leftOut.push({ kind: 'macros', count: 1 });
    const all = joinLeftOut([leftOut]);
    const stored = squeeze(tidySource(textOf(kid(await parts.xml('docProps/core.xml'), 'dc:title'))));
    return {
      title: usefulTitle(builder.firstHeading()) ?? usefulTitle(stored),
      externalId: null,
      blocks: builder.finish(),
      ...(all.length === 0 ? {} : { leftOut: all }),
    };
  } finally {
    pictures.close();
    file.close();
  }
}

async function readSlide(root: Xml, slide: Slide): Promise<void> {
  const shapes = shapesOf(kid(root, 'p:cSld', 'p:spTree'), slide);
  const struck = (): void => slide.leaveOut('struck-text');
  const titles = shapes.filter((shape) => /^(?:ctrT|t)itle$/.test(placeholderOf(shape) ?? ''));
  for (const title of titles) {
    const words = kids(kid(title, 'p:txBody'), 'a:p').map((line) => paragraphText(line, struck, false));
    slide.builder.heading(1, words.join(' '), slide.place);
  }
  for (const shape of shapes) {
    if (titles.includes(shape) || repeated.has(placeholderOf(shape) ?? '')) continue;
    if (shape.name === 'p:sp') addText(slide.builder, kid(shape, 'p:txBody'), slide.place, struck);
    else if (shape.name === 'p:pic') await readPicture(shape, slide);
    else await readFrame(shape, slide);
  }
  for (const { kind, target } of slide.relations.values()) {
    if (kind === 'comments') slide.leaveOut('comments');
    if (kind !== 'notesSlide') continue;
    const notes = await slide.parts.xml(target);
    for (const shape of below(notes, 'p:sp')) {
      if (placeholderOf(shape) === 'body')
        addText(slide.builder, kid(shape, 'p:txBody'), slide.place, struck);
    }
  }
}

/** Shapes in the order of the file, groups opened. */
function shapesOf(tree: Xml | null, slide: Slide): Xml[] {
  return kids(tree).flatMap((shape) => {
    if (shape.name === 'mc:AlternateContent')
      return shapesOf(kid(shape, 'mc:Choice') ?? kid(shape, 'mc:Fallback'), slide);
    if (!/^p:(?:sp|grpSp|graphicFrame|pic)$/.test(shape.name)) return [];
    const own = kids(shape)[0];
    if (/^(?:1|true)$/.test(kid(own, 'p:cNvPr')?.attribs['hidden'] ?? '')) {
      if (textOf(shape).trim() !== '') slide.leaveOut('hidden-text');
      return [];
    }
    return shape.name === 'p:grpSp' ? shapesOf(shape, slide) : [shape];
  });
}

async function readPicture(shape: Xml, slide: Slide): Promise<void> {
  const id = below(shape, 'a:blip')[0]?.attribs['r:embed'] ?? '';
  const target = slide.relations.get(id)?.target;
  const blocks = target === undefined ? null : await slide.pictures.read(target);
  if (blocks === null) slide.leaveOut('pictures');
  const words = imageText(kid(shape, 'p:nvPicPr', 'p:cNvPr')?.attribs['descr'] ?? '');
  if (words !== '' && !/automatically generated/i.test(words))
    slide.builder.paragraph(`${PICTURE_MARK}${words}`, slide.place);
  if (blocks !== null) slide.builder.add(blocks, slide.place);
}

/** A table, a chart or a drawing. */
async function readFrame(frame: Xml, slide: Slide): Promise<void> {
  const table = below(frame, 'a:tbl')[0];
  if (table !== undefined) readTable(table, slide);
  for (const chart of below(frame, 'c:chart')) {
    const target = slide.relations.get(chart.attribs['r:id'] ?? '')?.target;
    const root = target === undefined ? null : await slide.parts.xml(target);
    if (!addChart(slide.builder, root, slide.place)) slide.leaveOut('charts');
  }
  for (const ids of below(frame, 'dgm:relIds')) {
    const target = slide.relations.get(ids.attribs['r:dm'] ?? '')?.target;
    if (target !== undefined) addDiagram(slide.builder, await slide.parts.xml(target), slide.place);
  }
}

function readTable(table: Xml, slide: Slide): void {
  const struck = (): void => slide.leaveOut('struck-text');
  const rows = kids(table, 'a:tr').map((row) =>
    kids(row, 'a:tc').flatMap((cell): SpanCell[] => {
      if (isOn(cell.attribs['hMerge']) || isOn(cell.attribs['vMerge'])) return [];
      const lines = kids(kid(cell, 'a:txBody'), 'a:p').map((line) => paragraphText(line, struck, true));
      return [
        {
          text: lines.join('\n'),
          columns: count(cell.attribs['gridSpan']),
          rows: count(cell.attribs['rowSpan']),
        },
      ];
    }),
  );
  const lines = layGrid(rows).map((row) =>
    isBanner(row) ? [row[0]?.text ?? ''] : row.map((cell) => cell.text),
  );
  const hasHead =
    isOn(kid(table, 'a:tblPr')?.attribs['firstRow']) && lines.length > 1 && (lines[0]?.length ?? 0) > 1;
  const { captions, names, body } = findHeader(lines, hasHead ? { marked: 1 } : {});
  for (const at of captions) slide.builder.paragraph(captionText(lines[at] ?? []), slide.place);
  slide.builder.table(names, lines.slice(body), slide.place);
}

function placeholderOf(shape: Xml): string | null {
  const mark = kid(kids(shape)[0], 'p:nvPr', 'p:ph');
  return mark === null ? null : (mark.attribs['type'] ?? 'body');
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function count(value: string | undefined): number {
  return Math.max(1, Number(value ?? 1) || 1);
}
