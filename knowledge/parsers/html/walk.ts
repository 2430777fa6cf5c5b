import { PICTURE_MARK } from '../../../core/text/picture-mark.ts';
import { type BlockBuilder, createBlockBuilder } from '../block-builder.ts';
import { imageText } from '../markdown/markdown-inline.ts';
import { checkboxText } from '../marks/checkbox.ts';
import { flowchartLines } from '../text/mermaid.ts';
import { joinWideLines } from '../text/wide-lines.ts';
import { boxState } from './box-state.ts';
import { asElement, type HtmlElement, type HtmlNode, isDropped, isHidden } from './html-nodes.ts';
import { type PlaceOf, rawText } from './html-parts.ts';
import { type Counts, lineEnd, markText, TAIL } from './inline.ts';
import { createLabels, type Heading, type Labels } from './labels.ts';
import type { Panels } from './panels.ts';
import { readTable } from './table.ts';
import { isBold, isCellOfLine, isLabelElement, isLabelled, labelAttribute } from './words.ts';

const blockTags = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
const headingTag = /^h[1-6]$/;
/** Shorter hidden texts are marks for screen readers. Characters. */
const LEAST_HIDDEN = 20;

type List = { kind: 'ul' | 'ol' | 'dl'; next: number };
type Walk = {
  builder: BlockBuilder;
  labels: Labels;
  placeOf: PlaceOf;
  panels: Panels;
  counts: Counts;
  /** Words of the block that is being read, and where they began and ended in the file. */
  text: string;
  /** Its last characters: to look into a text that is still put together would copy all of it. */
  tail: string;
  /** As much of it as describes pictures, and as much as is set in bold. */
  pictures: string;
  bold: string;
  inBold: number;
  from: number;
  to: number;
  heading: number | null;
  lists: List[];
  marker: string | null;
  /** Terms of a `<dl>` whose definition is still to come. */
  terms: string[];
  /** Terms that the definition before was of: a second one belongs to them, too. */
  defined: string[];
  inTerm: boolean;
  inArticle: number;
};

/** Walks without recursion: a page may nest deeper than the call stack. */
export function walkNodes(
  nodes: HtmlNode[],
  placeOf: PlaceOf,
  panels: Panels,
  under: Heading | null = null,
): { builder: BlockBuilder; counts: Counts; back: Heading | null } {
  const builder = createBlockBuilder();
  const counts: Counts = { struck: 0, hidden: 0 };
  const walk: Walk = {
    builder,
    labels: createLabels(builder, under),
    placeOf,
    panels,
    counts,
    text: '',
    tail: '',
    pictures: '',
    bold: '',
    inBold: 0,
    from: -1,
    to: -1,
    heading: null,
    lists: [],
    marker: null,
    terms: [],
    defined: [],
    inTerm: false,
    inArticle: 0,
  };
  const open: { node: HtmlNode; leaving: boolean }[] = [];
  const pushAll = (children: HtmlNode[]): void => {
    for (let index = children.length - 1; index >= 0; index -= 1) {
      open.push({ node: children[index] as HtmlNode, leaving: false });
    }
  };
  pushAll(nodes);
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const element = asElement(top.node);
    if (element === null) addText(walk, top.node);
    else if (top.leaving) leave(walk, element);
    else if (enter(walk, element)) {
      open.push({ node: element, leaving: true });
      pushAll(element.childNodes);
    }
  }
  flush(walk);
  return { builder, counts, back: walk.labels.end() };
}

function addText(walk: Walk, node: HtmlNode): void {
  if (node.type !== 'text') return;
  if (walk.text === '' && node.data.trim() === '') return;
  addWords(walk, joinWideLines(node.data).replace(/\s+/g, ' '), node);
}

function addWords(walk: Walk, words: string, node: HtmlNode): void {
  const at = node.startIndex ?? 0;
  const data = node.type === 'text' ? node.data : '';
  if (walk.from < 0) walk.from = at + data.search(/\S|$/);
  walk.to = at + data.trimEnd().length;
  append(walk, words);
  if (walk.inBold > 0) walk.bold += words;
}

function append(walk: Walk, words: string): void {
  walk.text += words;
  walk.tail = (walk.tail + words).slice(-TAIL);
}

/** False = its children are done with, or not wanted. */
function enter(walk: Walk, element: HtmlElement): boolean {
  const { name } = element;
  const { panels } = walk;
  const isPanel = panels.shown.has(element);
  if (panels.tabs.has(element) || panels.around?.has(element) === true) return false;
  if (isHidden(element) && !isPanel && !panels.triggers.has(element)) {
    if (!isDropped(name) && rawText(element).trim().length >= LEAST_HIDDEN) walk.counts.hidden += 1;
    return false;
  }
  if (name === 'footer' && walk.inArticle === 0) return false;
  if (isPanel || labelAttribute(element) !== null) {
    flush(walk);
    const at = element.startIndex ?? 0;
    walk.labels.open(panels.shown.get(element) ?? labelAttribute(element), walk.placeOf(at, at));
  }
  if (name === 'br') append(walk, '\n');
  if (name === 'img') {
    const described = imageText(element.attribs['alt'] ?? '');
    append(walk, described);
    walk.pictures += described;
  }
  const mark = markText(element, lineEnd(walk.tail), walk.counts, false);
  if (mark !== null) {
    if (mark !== '') addWords(walk, mark, element);
    return false;
  }
  if (isGlued(walk, element)) append(walk, name === 'a' ? ' ' : '\n');
  else if (isCellOfLine(element) && /\S$/.test(walk.tail)) append(walk, ' ');
  if (isBold(element)) walk.inBold += 1;
  const box = boxState(element);
  if (!blockTags.has(name)) {
    if (box !== null) addWords(walk, `${checkboxText(box)} `, element);
    return true;
  }
  flush(walk);
  if (name === 'pre') {
    const place = walk.placeOf(element.startIndex ?? 0, element.endIndex ?? 0);
    addCode(walk, rawText(element), /\bmermaid\b/.test(element.attribs['class'] ?? ''), place);
    return false;
  }
  if (name === 'table') return !addTable(walk, element);
  if (name === 'details') walk.labels.open(null, {});
  else if (headingTag.test(name)) walk.heading = Number(name.slice(1));
  else if (name === 'ul' || name === 'ol' || name === 'dl') {
    giveTerms(walk);
    walk.lists.push({ kind: name, next: Number(element.attribs['start'] ?? 1) || 1 });
  } else if (name === 'li') walk.marker = nextMarker(walk);
  else if (name === 'dt') {
    walk.inTerm = true;
    walk.defined = [];
  } else if (name === 'dd') {
    walk.marker = '-';
    if (walk.terms.length === 0) walk.terms = walk.defined;
  } else if (name === 'article' || name === 'main') walk.inArticle += 1;
  if (box !== null) addWords(walk, `${checkboxText(box)} `, element);
  return true;
}

/** Links side by side without a blank, and fields of a form, which a page shows apart. */
function isGlued(walk: Walk, { name, prev }: HtmlElement): boolean {
  if (walk.tail === '' || /\s$/.test(walk.tail)) return false;
  if (name === 'a') return prev !== null && asElement(prev)?.name === 'a';
  return name === 'label' || name === 'textarea';
}

/** A label right before its field. */
function namesField({ name, next, childNodes }: HtmlElement): boolean {
  if (name !== 'label' || childNodes.some((child) => asElement(child)?.name === 'input')) return false;
  const after = next?.type === 'text' && next.data.trim() === '' ? next.next : next;
  const field = after === null ? null : asElement(after);
  if (field === null) return false;
  return (
    field.name === 'select' ||
    field.name === 'textarea' ||
    (field.name === 'input' && !/^(?:checkbox|radio|hidden|submit)$/i.test(field.attribs['type'] ?? ''))
  );
}

function leave(walk: Walk, element: HtmlElement): void {
  const { name } = element;
  if (
    (isLabelElement(element) || namesField(element)) &&
    walk.tail.trim() !== '' &&
    !/[:.?!]\s*$/.test(walk.tail)
  ) {
    walk.text = `${walk.text.trimEnd()}: `;
    walk.tail = ': ';
  }
  if (isBold(element)) walk.inBold -= 1;
  if (blockTags.has(name)) {
    if (name === 'summary') {
      const label = walk.text;
      walk.text = '';
      walk.tail = '';
      walk.bold = '';
      walk.labels.name(label, walk.from < 0 ? {} : walk.placeOf(walk.from, walk.to));
      walk.from = -1;
    }
    flush(walk);
    if (headingTag.test(name)) walk.heading = null;
    else if (name === 'dt') walk.inTerm = false;
    else if (name === 'dd') walk.terms = [];
    else if (name === 'ul' || name === 'ol' || name === 'dl') {
      giveTerms(walk);
      walk.lists.pop();
      if (walk.lists.length === 0) walk.builder.endList();
    } else if (name === 'article' || name === 'main') walk.inArticle -= 1;
  }
  if (name === 'details' || isLabelled(element, walk.panels)) {
    flush(walk);
    walk.labels.close();
  }
}

function addTable(walk: Walk, element: HtmlElement): boolean {
  const table = readTable(element, walk.counts);
  if (table === null) return false;
  giveTerms(walk);
  const place = walk.placeOf(element.startIndex ?? 0, element.endIndex ?? 0);
  walk.labels.settle();
  for (const caption of table.captions) walk.builder.paragraph(caption, place);
  walk.builder.table(table.header, table.rows, place);
  return true;
}

function addCode(walk: Walk, code: string, isFlowchart: boolean, place: ReturnType<PlaceOf>): void {
  walk.labels.settle();
  const lines = isFlowchart ? flowchartLines(code) : null;
  if (lines === null) walk.builder.code(code, place);
  else for (const line of lines) walk.builder.item(line, 0, '-', place);
  walk.builder.endList();
}

/** Terms that no text defines (a list or a table does) are items of their own. */
function giveTerms(walk: Walk): void {
  if (walk.terms.length === 0) return;
  walk.builder.item(`${walk.terms.join(', ')}:`, Math.max(0, walk.lists.length - 1), '-', {});
  walk.terms = [];
}

function flush(walk: Walk): void {
  const { text } = walk;
  const isPicture = text.trim() === walk.pictures.trim();
  const isBoldOnly = text.trim() === walk.bold.trim();
  const place = walk.from < 0 ? {} : walk.placeOf(walk.from, walk.to);
  walk.text = '';
  walk.tail = '';
  walk.pictures = '';
  walk.bold = '';
  walk.from = -1;
  if (text.trim() === '') return;
  if (walk.inTerm) walk.terms.push(text.replace(/\s+/g, ' ').trim().replace(/:$/, ''));
  else if (walk.heading !== null) walk.labels.heading(walk.heading, text, place);
  else if (walk.lists.length > 0) {
    walk.labels.settle();
    const lead = walk.terms.length === 0 ? '' : `${walk.terms.join(', ')}: `;
    walk.builder.item(lead + text.trimStart(), walk.lists.length - 1, walk.marker, place);
    if (walk.lists.at(-1)?.kind === 'dl' && walk.terms.length > 0) {
      walk.defined = walk.terms;
      walk.terms = [];
    }
    walk.marker = null;
  } else if (isPicture) walk.labels.paragraph(`${PICTURE_MARK}${text.trim()}`, place, false);
  else walk.labels.paragraph(text, place, isBoldOnly);
}

function nextMarker(walk: Walk): string {
  const list = walk.lists.at(-1);
  if (list?.kind !== 'ol') return '-';
  list.next += 1;
  return `${list.next - 1}.`;
}
