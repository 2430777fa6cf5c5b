import { joinLeftOut, type LeftOut } from '../../../core/ports/left-out.ts';
import { createBlockBuilder } from '../block-builder.ts';
import { parserLimits } from '../limits.ts';
import type { Block, ParsedDocument } from '../parsed.ts';
import type { Rejected } from '../rejected.ts';
import { createEmbeddedPictures } from '../scans/embedded-pictures.ts';
import type { ScanSettings } from '../scans/scan-settings.ts';
import { squeeze, tidySource } from '../text/text-tidy.ts';
import { usefulTitle } from '../text/titles.ts';
import { passwordProtected } from '../zip/zip-check.ts';
import { openPackage, type TextPackage } from '../zip/zip-read.ts';
import { addPage } from './excel.ts';
import { readAsides, readOdfBody } from './odf/body.ts';
import { type OdfContext, objectPath } from './odf/context.ts';
import { readOdfMargins } from './odf/margins.ts';
import { readOdfStyles } from './odf/styles.ts';
import { readOdfSheet } from './odf/table.ts';
import { below, kid, kids, readXml, textOf, type Xml } from './xml.ts';

/**
 * OpenDocument text, presentations and spreadsheets: slides and sheets are pages; notes, frames, charts and formulas are read.
 * Comments, deletions, hidden parts and struck text are left out.
 */
export async function parseOdf(
  bytes: Buffer,
  scans: ScanSettings | null = null,
): Promise<ParsedDocument | Rejected> {
  const file = await openPackage(bytes);
  try {
    const manifest = await xmlOf(file, 'META-INF/manifest.xml');
    if (below(manifest, 'manifest:encryption-data').length > 0) return passwordProtected();
    const content = await xmlOf(file, 'content.xml');
    if (content === null) throw new Error('no content part');
    const leftOut: LeftOut[] = [];
    const context = await contextOf(file, content, leftOut, scans);
    const body = kids(kid(content, 'office:body'))[0];
    if (body?.name === 'office:spreadsheet') readSheets(context, body, leftOut);
    else if (body?.name === 'office:presentation') readSlides(context, body);
    else if (body !== undefined) {
      const margins = readOdfMargins(context, await xmlOf(file, 'styles.xml'));
      context.builder.add(margins.head, {});
      readOdfBody(context, body);
      context.builder.add(margins.foot, {});
    }
    const all = joinLeftOut([leftOut]);
    const stored = squeeze(tidySource(textOf(below(await xmlOf(file, 'meta.xml'), 'dc:title')[0])));
    const heading = body?.name === 'office:spreadsheet' ? null : context.builder.firstHeading();
    return {
      title: usefulTitle(heading) ?? usefulTitle(stored),
      externalId: null,
      blocks: context.builder.finish(),
      ...(all.length === 0 ? {} : { leftOut: all }),
    };
  } finally {
    file.close();
  }
}

function readSheets(context: OdfContext, body: Xml, leftOut: LeftOut[]): void {
  for (const [index, sheet] of kids(body, 'table:table').entries()) {
    if (!context.styles.style(sheet.attribs['table:style-name']).shown) {
      leftOut.push({ kind: 'hidden-sheets', count: 1 });
      continue;
    }
    context.place = { page: index + 1 };
    const { rows, hidden, notes, charts } = readOdfSheet(context, sheet);
    leftOut.push({ kind: 'hidden-rows', count: hidden });
    addPage(context.builder, sheet.attribs['table:name'] ?? '', rows, index + 1);
    for (const note of notes) context.builder.paragraph(tidySource(note), context.place);
    readAsides(context, [...charts, ...kids(kid(sheet, 'table:shapes'))]);
    if (context.builder.size() > parserLimits.textChars) return;
  }
}

function readSlides(context: OdfContext, body: Xml): void {
  for (const [index, slide] of kids(body, 'draw:page').entries()) {
    const style = slide.attribs['draw:style-name'];
    if (isHiddenSlide(context, style)) {
      context.leaveOut('hidden-slides');
      continue;
    }
    context.place = { page: index + 1 };
    const shapes = kids(slide).filter((shape) => shape.name.startsWith('draw:'));
    const titles = shapes.filter((shape) => shape.attribs['presentation:class'] === 'title');
    for (const title of titles)
      context.builder.heading(1, below(title, 'text:p').map(textOf).join(' '), context.place);
    readAsides(
      context,
      shapes.filter((shape) => !titles.includes(shape)),
    );
    for (const notes of kids(slide, 'presentation:notes')) {
      readAsides(context, kids(notes, 'draw:frame').filter(isNotes));
    }
    if (context.builder.size() > parserLimits.textChars) return;
  }
}

/** Beside the notes stand the date, the page's number and its picture. */
function isNotes({ attribs }: Xml): boolean {
  return /^(?:notes|outline|)$/.test(attribs['presentation:class'] ?? '');
}

function isHiddenSlide(context: OdfContext, style: string | undefined): boolean {
  return style !== undefined && context.hiddenPages.has(style);
}

/** What is written in the pictures of the content, by the path that a frame gives. */
async function picturesOf(
  file: TextPackage,
  content: Xml,
  scans: ScanSettings | null,
): Promise<Map<string, Block[]>> {
  const pictures = createEmbeddedPictures(file.picture, scans);
  const found = new Map<string, Block[]>();
  try {
    for (const { attribs } of below(content, 'draw:image')) {
      const path = objectPath(attribs['xlink:href'] ?? '');
      const blocks = found.has(path) ? null : await pictures.read(path);
      if (blocks !== null) found.set(path, blocks);
    }
  } finally {
    pictures.close();
  }
  return found;
}

async function contextOf(
  file: TextPackage,
  content: Xml,
  leftOut: LeftOut[],
  scans: ScanSettings | null,
): Promise<OdfContext> {
  const objects = new Map<string, Xml>();
  for (const name of file.names) {
    const folder = /^(.+)\/content\.xml$/.exec(name)?.[1];
    const root = folder === undefined ? null : await xmlOf(file, name);
    if (folder !== undefined && root !== null) objects.set(folder, root);
  }
  const hiddenPages = new Set(
    below(content, 'style:drawing-page-properties')
      .filter(({ attribs }) => attribs['presentation:visibility'] === 'hidden')
      .map(({ parent }) =>
        parent !== null && 'attribs' in parent ? (parent.attribs['style:name'] ?? '') : '',
      ),
  );
  const numbers = new Map<Xml, number>();
  return {
    builder: createBlockBuilder(),
    styles: readOdfStyles([await xmlOf(file, 'styles.xml'), content]),
    place: {},
    objects,
    pictures: await picturesOf(file, content, scans),
    hiddenPages,
    headings: [],
    lists: new Map(),
    numberOf(note) {
      const known = numbers.get(note) ?? numbers.size + 1;
      numbers.set(note, known);
      return known;
    },
    leaveOut: (kind) => leftOut.push({ kind, count: 1 }),
  };
}

async function xmlOf(file: TextPackage, name: string): Promise<Xml | null> {
  const text = await file.read(name);
  return text === null ? null : readXml(text);
}
