import { PICTURE_MARK } from '../../../../core/text/picture-mark.ts';
import { createLabels, type Labels } from '../../html/labels.ts';
import { addChart } from '../chart.ts';
import { addDiagram } from '../diagram.ts';
import { below, kid, kids, textOf, type Xml } from '../xml.ts';
import type { Aside, WordContext } from './context.ts';
import { readLine } from './inline.ts';
import { outlineLevel } from './styles.ts';
import { addTable } from './table.ts';

/** Reads what stands in a body, a cell that lays out the page, a text box or a note. */
export function readBody(context: WordContext, body: Xml): void {
  const labels = createLabels(context.builder);
  for (const child of kids(body)) readBlock(context, labels, child);
  labels.end();
  context.builder.endList();
}

function readBlock(context: WordContext, labels: Labels, element: Xml): void {
  switch (element.name) {
    case 'w:p':
      readParagraph(context, labels, element);
      return;
    case 'w:tbl': {
      labels.settle();
      const asides = addTable(context, element, readBody);
      readAsides(context, asides);
      return;
    }
    case 'w:sdt':
      if (isContents(element)) return;
      for (const child of kids(kid(element, 'w:sdtContent'))) readBlock(context, labels, child);
      return;
    case 'w:altChunk':
      labels.settle();
      readChunk(context, element);
      return;
    case 'w:del':
    case 'w:moveFrom':
    case 'w:sectPr':
      return;
    default:
      for (const child of kids(element)) readBlock(context, labels, child);
  }
}

function readParagraph(context: WordContext, labels: Labels, paragraph: Xml): void {
  const properties = kid(paragraph, 'w:pPr');
  const styleId = kid(properties, 'w:pStyle')?.attribs['w:val'];
  const style = context.styleOf(styleId);
  if (/^toc \d$/i.test(style.name)) return;
  const line = readLine(context, paragraph, style.run, false);
  const numPr = kid(properties, 'w:numPr');
  const numId = kid(numPr, 'w:numId')?.attribs['w:val'] ?? style.numId;
  const level = Number(kid(numPr, 'w:ilvl')?.attribs['w:val'] ?? style.level ?? Number.NaN);
  const isEmpty = line.text.trim() === '';
  // Word counts a paragraph without words only where a mark would be seen.
  const mark =
    numId === null || numId === '0' || isEmpty
      ? null
      : context.numbering.next(numId, Number.isNaN(level) ? null : level, styleId);
  const heading = outlineLevel(properties) ?? style.heading;
  if (heading !== null) {
    const number = mark === null || mark.text === '-' ? '' : `${mark.text} `;
    if (!isEmpty) labels.heading(heading, number + line.text, {});
  } else if (mark === null) labels.paragraph(line.text, {}, line.isBold);
  else {
    labels.settle();
    context.builder.item(line.text, mark.level, mark.text === '' ? '-' : mark.text, {});
  }
  readAsides(context, line.asides);
}

function readAsides(context: WordContext, asides: readonly Aside[]): void {
  const { builder } = context;
  for (const aside of asides) {
    switch (aside.kind) {
      case 'note': {
        const lines = below(aside.body, 'w:p').map((p) => readLine(context, p, {}, false).text.trim());
        builder.paragraph(`Note ${aside.number}: ${lines.filter((text) => text !== '').join(' ')}`, {});
        break;
      }
      case 'box':
        readBody(context, aside.body);
        break;
      case 'chart':
        if (!addChart(builder, aside.root, {})) context.leaveOut('charts');
        break;
      case 'diagram':
        addDiagram(builder, aside.root, {});
        break;
      case 'scan':
        builder.add([...aside.blocks], {});
        break;
      case 'picture':
        builder.paragraph(`${PICTURE_MARK}${aside.words}`, {});
    }
  }
}

/** A file that Word shows as part of the text. */
function readChunk(context: WordContext, element: Xml): void {
  const chunk = context.chunks.get(element.attribs['r:id'] ?? '');
  if (chunk === undefined) context.leaveOut('embedded-files');
  else context.builder.add([...chunk], {});
}

/** A table of contents says nothing that the headings do not. */
function isContents(sdt: Xml): boolean {
  const gallery = below(kid(sdt, 'w:sdtPr'), 'w:docPartGallery')[0]?.attribs['w:val'] ?? '';
  return /table of contents/i.test(gallery) && textOf(sdt).length < 50_000;
}
