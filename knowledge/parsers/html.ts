import { PICTURE_MARK } from '../../core/text/picture-mark.ts';
import { type BlockBuilder, createBlockBuilder } from './block-builder.ts';
import { asElement, type HtmlElement, type HtmlNode, htmlDepth, isHidden, readHtml } from './html-nodes.ts';
import { linesOf, mainOf, type PlaceOf, rawText, titleOf } from './html-parts.ts';
import { readTable } from './html-table.ts';
import { parserLimits } from './limits.ts';
import { imageText } from './markdown-inline.ts';
import type { Block, ParsedDocument } from './parsed.ts';
import { type Rejected, rejected } from './rejected.ts';

const blockTags = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);

type Walk = {
  builder: BlockBuilder;
  placeOf: PlaceOf;
  /** Words of the block that is being read, and where they began and ended in the file. */
  text: string;
  /** As much of it as describes pictures. */
  pictures: string;
  from: number;
  to: number;
  heading: number | null;
  lists: { ordered: boolean; next: number }[];
  marker: string | null;
  inArticle: number;
};

/** A page to one document with line numbers; its title is `<title>`, else the first heading. */
export function parseHtml(source: string): ParsedDocument | Rejected {
  const depth = htmlDepth(source);
  if (depth > parserLimits.htmlDepth) {
    return rejected(
      'unreadable',
      `The page nests ${depth} elements inside each other; the limit is ${parserLimits.htmlDepth}. Save it as text or PDF.`,
    );
  }
  const nodes = readHtml(source);
  const placeOf = linesOf(source);
  const whole = walkNodes(nodes, placeOf);
  const main = mainOf(nodes);
  const inner = main === null ? whole : walkNodes([main], placeOf);
  // Menus and banners around the text are left out where the page says which part is the text, and is right.
  const builder = inner.size() * 2 >= whole.size() ? inner : whole;
  return { title: titleOf(nodes) ?? builder.firstHeading(), externalId: null, blocks: builder.finish() };
}

/** The blocks of a piece of HTML, without line numbers. Deeper than the limit = none. */
export function htmlBlocks(html: string): Block[] {
  if (htmlDepth(html) > parserLimits.htmlDepth) return [];
  return walkNodes(readHtml(html), () => ({})).finish();
}

/** Walks without recursion: a page may nest deeper than the call stack. */
function walkNodes(nodes: HtmlNode[], placeOf: PlaceOf): BlockBuilder {
  const builder = createBlockBuilder();
  const walk: Walk = {
    builder,
    placeOf,
    text: '',
    pictures: '',
    from: -1,
    to: -1,
    heading: null,
    lists: [],
    marker: null,
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
  return builder;
}

function addText(walk: Walk, node: HtmlNode): void {
  if (node.type !== 'text') return;
  if (walk.text === '' && node.data.trim() === '') return;
  if (walk.from < 0) walk.from = (node.startIndex ?? 0) + node.data.search(/\S|$/);
  walk.to = (node.startIndex ?? 0) + node.data.trimEnd().length;
  walk.text += node.data.replace(/\s+/g, ' ');
}

/** False = its children are done with, or not wanted. */
function enter(walk: Walk, element: HtmlElement): boolean {
  const { name } = element;
  if (isHidden(element) || (name === 'footer' && walk.inArticle === 0)) return false;
  if (name === 'br') walk.text += '\n';
  if (name === 'img') {
    const described = imageText(element.attribs['alt'] ?? '');
    walk.text += described;
    walk.pictures += described;
  }
  if (!blockTags.has(name)) return true;
  flush(walk);
  if (name === 'pre') {
    walk.builder.code(rawText(element), walk.placeOf(element.startIndex ?? 0, element.endIndex ?? 0));
    return false;
  }
  if (name === 'table') {
    const table = readTable(element);
    if (table === null) return true;
    walk.builder.table(
      table.header,
      table.rows,
      walk.placeOf(element.startIndex ?? 0, element.endIndex ?? 0),
    );
    return false;
  }
  if (/^h[1-6]$/.test(name)) walk.heading = Number(name.slice(1));
  else if (name === 'ul' || name === 'ol')
    walk.lists.push({ ordered: name === 'ol', next: Number(element.attribs['start'] ?? 1) || 1 });
  else if (name === 'li') walk.marker = nextMarker(walk);
  else if (name === 'article' || name === 'main') walk.inArticle += 1;
  return true;
}

function leave(walk: Walk, { name }: HtmlElement): void {
  if (!blockTags.has(name)) return;
  flush(walk);
  if (/^h[1-6]$/.test(name)) walk.heading = null;
  else if (name === 'ul' || name === 'ol') {
    walk.lists.pop();
    if (walk.lists.length === 0) walk.builder.endList();
  } else if (name === 'article' || name === 'main') walk.inArticle -= 1;
}

function flush(walk: Walk): void {
  const { text } = walk;
  const isPicture = text.trim() === walk.pictures.trim();
  const place = walk.from < 0 ? {} : walk.placeOf(walk.from, walk.to);
  walk.text = '';
  walk.pictures = '';
  walk.from = -1;
  if (text.trim() === '') return;
  if (walk.heading !== null) walk.builder.heading(walk.heading, text, place);
  else if (walk.lists.length > 0) {
    walk.builder.item(text, walk.lists.length - 1, walk.marker, place);
    walk.marker = null;
  } else walk.builder.paragraph(isPicture ? `${PICTURE_MARK}${text.trim()}` : text, place);
}

function nextMarker(walk: Walk): string {
  const list = walk.lists.at(-1);
  if (list?.ordered !== true) return '-';
  list.next += 1;
  return `${list.next - 1}.`;
}
