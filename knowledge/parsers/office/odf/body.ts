import { PICTURE_MARK } from '../../../../core/text/picture-mark.ts';
import { createLabels, type Labels } from '../../html/labels.ts';
import { imageText } from '../../markdown/markdown-inline.ts';
import { below, kid, kids, textOf, type Xml } from '../xml.ts';
import { addOdfChart } from './chart.ts';
import { type OdfContext, objectPath } from './context.ts';
import { readOdfLine } from './inline.ts';
import { kindOf, odfMark } from './styles.ts';
import { addOdfTable } from './table.ts';

const DEEPEST = 40;

/** Reads text blocks: of a text document, a frame, a note. */
export function readOdfBody(context: OdfContext, body: Xml): void {
  const labels = createLabels(context.builder);
  for (const child of kids(body)) readBlock(context, labels, child, 0);
  labels.end();
  context.builder.endList();
}

function readBlock(context: OdfContext, labels: Labels, element: Xml, depth: number): void {
  if (depth > DEEPEST) return;
  switch (element.name) {
    case 'text:h': {
      const line = readOdfLine(context, element, false);
      const level = Number(element.attribs['text:outline-level'] ?? 1) || 1;
      if (line.text.trim() !== '')
        labels.heading(level, headingNumber(context, level) + line.text, context.place);
      readAsides(context, line.asides);
      return;
    }
    case 'text:p': {
      const line = readOdfLine(context, element, false);
      const isTitle = /^Title$/.test(element.attribs['text:style-name'] ?? '');
      if (isTitle && line.text.trim() !== '') labels.heading(1, line.text, context.place);
      else labels.paragraph(line.text, context.place, line.isBold);
      readAsides(context, line.asides);
      return;
    }
    case 'text:list':
      labels.settle();
      readList(context, element, null, []);
      context.builder.endList();
      return;
    case 'table:table':
      labels.settle();
      readAsides(context, addOdfTable(context, element));
      return;
    case 'text:section':
      if (element.attribs['text:display'] === 'none') {
        if (textOf(element).trim() !== '') context.leaveOut('hidden-text');
        return;
      }
      for (const child of kids(element)) readBlock(context, labels, child, depth + 1);
      return;
    case 'text:tracked-changes':
    case 'text:table-of-content':
    case 'text:sequence-decls':
    case 'office:forms':
      return;
    default:
      if (element.name.startsWith('draw:')) readAsides(context, [element]);
      else for (const child of kids(element)) readBlock(context, labels, child, depth + 1);
  }
}

function headingNumber(context: OdfContext, level: number): string {
  const { headings } = context;
  const own = context.styles.headingLevel(level);
  headings.length = Math.min(headings.length, level);
  while (headings.length < level) headings.push(0);
  headings[level - 1] = (headings[level - 1] ?? 0) + 1;
  if (own === undefined || own === null || own.kind === '') return '';
  const mark = odfMark(own, headings, (at) => kindOf(context.styles.headingLevel(at + 1)?.kind ?? '1'));
  return mark === '' ? '' : `${mark.trim()} `;
}

function readList(context: OdfContext, list: Xml, outer: string | null, counts: number[]): void {
  const depth = counts.length;
  if (depth > DEEPEST) return;
  const style = list.attribs['text:style-name'] ?? outer;
  const level = context.styles.listLevel(style, depth);
  const goesOn =
    list.attribs['text:continue-numbering'] === 'true' || list.attribs['text:continue-list'] !== undefined;
  const key = `${style ?? ''}/${depth}`;
  let count = goesOn ? (context.lists.get(key) ?? 0) : (level?.start ?? 1) - 1;
  for (const item of kids(list)) {
    const isItem = item.name === 'text:list-item';
    if (!isItem && item.name !== 'text:list-header') continue;
    if (isItem) count = Number(item.attribs['text:start-value'] ?? count + 1);
    const here = [...counts, count];
    let marker: string | null = null;
    if (isItem) {
      const mark = odfMark(level ?? null, here, (at) =>
        kindOf(context.styles.listLevel(style, at)?.kind ?? '1'),
      );
      marker = mark.trim() === '' ? '-' : mark.trim();
    }
    for (const child of kids(item)) {
      if (child.name === 'text:p' || child.name === 'text:h') {
        const line = readOdfLine(context, child, false);
        context.builder.item(line.text, depth, marker, context.place);
        if (line.text.trim() !== '') marker = null;
        if (line.asides.length > 0) readAsides(context, line.asides);
      } else if (child.name === 'text:list') readList(context, child, style, here);
      else if (child.name === 'table:table') addOdfTable(context, child);
    }
  }
  context.lists.set(key, count);
}

/** Notes, frames and shapes: what stands beside the line that holds them. */
export function readAsides(context: OdfContext, asides: readonly Xml[]): void {
  for (const aside of asides) {
    if (aside.name === 'text:note') {
      const lines = below(kid(aside, 'text:note-body'), 'text:p').map((line) =>
        readOdfLine(context, line, false).text.trim(),
      );
      context.builder.paragraph(
        `Note ${context.numberOf(aside)}: ${lines.filter((each) => each !== '').join(' ')}`,
        context.place,
      );
    } else readFrame(context, aside, 0);
  }
}

function readFrame(context: OdfContext, frame: Xml, depth: number): void {
  if (depth > DEEPEST) return;
  const isText = (child: Xml): boolean => /^(?:text:|table:table$)/.test(child.name);
  for (const child of kids(frame)) {
    if (child.name === 'draw:text-box') readOdfBody(context, child);
    else if (child.name === 'table:table') readAsides(context, addOdfTable(context, child));
    else if (child.name === 'draw:object') readObject(context, child);
    else if (child.name === 'draw:image') readPicture(context, frame, child);
    else if (child.name.startsWith('draw:')) readFrame(context, child, depth + 1);
  }
  if (!/^draw:(?:frame|g|a)$/.test(frame.name) && kids(frame).some(isText)) readOdfBody(context, frame);
}

function readObject(context: OdfContext, object: Xml): void {
  const path = objectPath(object.attribs['xlink:href'] ?? '');
  const root = context.objects.get(path);
  if (root === undefined) context.leaveOut('embedded-files');
  else if (!addOdfChart(context, root)) context.leaveOut('charts');
}

/** A frame with a preview beside its object or table is no picture. */
function readPicture(context: OdfContext, frame: Xml, image: Xml): void {
  if (kids(frame).some((child) => child.name === 'draw:object' || child.name === 'table:table')) return;
  const blocks = context.pictures.get(objectPath(image.attribs['xlink:href'] ?? ''));
  if (blocks === undefined) context.leaveOut('pictures');
  const words = imageText(textOf(kids(frame).find((child) => /^svg:(?:desc|title)$/.test(child.name))));
  if (words !== '') context.builder.paragraph(`${PICTURE_MARK}${words}`, context.place);
  if (blocks !== undefined) context.builder.add([...blocks], context.place);
}
