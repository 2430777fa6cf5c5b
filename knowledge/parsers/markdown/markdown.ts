import MarkdownIt, { type Token } from 'markdown-it';
import { joinLeftOut } from '../../../core/ports/left-out.ts';
import { PICTURE_MARK } from '../../../core/text/picture-mark.ts';
import { type BlockBuilder, createBlockBuilder, type Place } from '../block-builder.ts';
import type { HtmlPiece } from '../html/html.ts';
import { createLabels, type Heading, type Labels } from '../html/labels.ts';
import { parserLimits } from '../limits.ts';
import type { ParsedDocument } from '../parsed.ts';
import { flowchartLines } from '../text/mermaid.ts';
import { wrapLongLines } from '../text/text-tidy.ts';
import { createComponents } from './components.ts';
import { readFrontMatter } from './front-matter.ts';
import { readComponents } from './jsx.ts';
import type { HtmlShade } from './markdown-html.ts';
import { inlineText, isBoldOnly, isPicture } from './markdown-inline.ts';
import { readNotation } from './notation.ts';
import { dropTemplateTags, prepareTemplateTags } from './template-tags.ts';

// remark gives the same blocks at a fifteenth of the speed (1.4 against 20 MB/s, 26,000 pages), hence markdown-it.
const markdown = new MarkdownIt({ html: true, maxNesting: parserLimits.nesting });
// Only the words of a link are kept, so its address need not be taken apart.
markdown.normalizeLink = (url) => url;
markdown.validateLink = () => true;

type HtmlReader = (html: string, under: Heading | null) => HtmlPiece;
type List = { ordered: boolean; next: number };
type Cell = { text: string; bold?: true };
type Table = { header: string[] | null; rows: string[][]; places: Place[]; row: Cell[]; place: Place };
type Walk = {
  builder: BlockBuilder;
  labels: Labels;
  components: ReturnType<typeof createComponents>;
  struck: number;
  templates: boolean;
  readHtml: HtmlReader;
  /** What the page's HTML hides, across blocks; null for a page without HTML. */
  shade: HtmlShade | null;
  lists: List[];
  /** Marker of the list item whose first words are still to come. */
  marker: string | null;
  heading: number | null;
  table: Table | null;
};

/** Markdown (CommonMark with GitHub's tables) to one document with line numbers. */
export async function parseMarkdown(source: string): Promise<ParsedDocument> {
  const front = readFrontMatter(source);
  const text = wrapLongLines(front?.body ?? source, parserLimits.lineChars);
  const tokens = markdown.parse(readNotation(prepareTemplateTags(text)), {});
  const builder = createBlockBuilder();
  const readHtml = tokens.some(hasHtmlText) ? (await import('../html/html.ts')).readPiece : nothing;
  const shade = tokens.some(hasHtml) ? (await import('./markdown-html.ts')).createHtmlShade(text) : null;
  const labels = createLabels(builder);
  const walk: Walk = {
    builder,
    labels,
    components: createComponents(labels),
    struck: 0,
    templates: front !== null,
    readHtml,
    shade,
    lists: [],
    marker: null,
    heading: null,
    table: null,
  };
  for (const token of tokens) step(walk, token);
  labels.end();
  // A page that is only front matter can still be found, and often says where it moved to.
  if (builder.size() === 0 && front?.title)
    builder.paragraph(front.summary, { startLine: 1, endLine: front.lines });
  const leftOut = joinLeftOut([[{ kind: 'struck-text', count: walk.struck }]]);
  return {
    title: front?.title ?? builder.firstHeading(),
    externalId: null,
    blocks: builder.finish(),
    ...(leftOut.length === 0 ? {} : { leftOut }),
  };
}

function step(walk: Walk, token: Token): void {
  walk.shade?.enter(token);
  switch (token.type) {
    case 'heading_open':
      walk.heading = Number(token.tag.slice(1));
      return;
    case 'heading_close':
      walk.heading = null;
      return;
    case 'inline':
      inline(walk, token);
      walk.shade?.endInline(walk.heading === null && walk.table === null);
      return;
    case 'fence':
    case 'code_block':
      if (walk.shade?.isHidden() === true) return;
      addCode(walk, token);
      return;
    case 'html_block':
      htmlBlock(walk, token);
      return;
    case 'bullet_list_open':
      walk.lists.push({ ordered: false, next: 1 });
      return;
    case 'ordered_list_open':
      walk.lists.push({ ordered: true, next: Number(token.attrGet('start') ?? 1) });
      return;
    case 'bullet_list_close':
    case 'ordered_list_close':
      walk.lists.pop();
      if (walk.lists.length === 0) walk.builder.endList();
      return;
    case 'list_item_open':
      walk.marker = nextMarker(walk.lists.at(-1));
      return;
    default:
      tableStep(walk, token);
      return;
  }
}

function addCode(walk: Walk, token: Token): void {
  walk.labels.settle();
  const lines = /^mermaid\b/.test(token.info) ? flowchartLines(token.content) : null;
  if (lines === null) walk.builder.code(token.content, placeOf(token));
  else for (const line of lines) walk.builder.item(line, 0, '-', placeOf(token));
  walk.builder.endList();
}

function htmlBlock(walk: Walk, token: Token): void {
  const hiddenBy = walk.shade?.hiddenBy() ?? '';
  walk.shade?.read(token.content);
  const html = readComponents(token.content);
  const isOpen = walk.components.read(html, placeOf(token));
  if (isOpen || !hasText(html)) return;
  walk.labels.settle();
  const piece = walk.readHtml(hiddenBy + shown(walk, html), walk.labels.current());
  walk.struck += piece.struck;
  walk.builder.add(piece.blocks, placeOf(token));
  if (piece.back !== null) walk.labels.goBack(piece.back);
}

function inline(walk: Walk, token: Token): void {
  const { text, struck } = inlineText(token, walk.templates, walk.shade);
  walk.struck += struck;
  const place = placeOf(token);
  if (walk.table !== null) walk.table.row.push(isBoldOnly(token) ? { text, bold: true } : { text });
  else if (walk.heading !== null) walk.labels.heading(walk.heading, text, place);
  else if (walk.lists.length > 0) {
    walk.labels.settle();
    walk.builder.item(text, walk.lists.length - 1, walk.marker, place);
    walk.marker = null;
  } else if (isPicture(token) && text.trim() !== '')
    walk.labels.paragraph(`${PICTURE_MARK}${text.trim()}`, place, false);
  else walk.labels.paragraph(text, place, isBoldOnly(token));
}

function tableStep(walk: Walk, token: Token): void {
  if (token.type === 'table_open') {
    walk.table = { header: null, rows: [], places: [], row: [], place: placeOf(token) };
    return;
  }
  const table = walk.table;
  if (table === null) return;
  if (token.type === 'tr_open') {
    table.row = [];
    table.places.push(placeOf(token));
  } else if (token.type === 'tr_close') {
    table.rows.push(rowOf(table.row));
  } else if (token.type === 'thead_close') {
    table.header = table.rows.pop() ?? null;
    table.places.pop();
  } else if (token.type === 'table_close') {
    walk.table = null;
    const isBlank = (row: string[]): boolean => row.every((cell) => cell === '');
    const hasNames = !isBlank(table.header ?? []);
    if (!hasNames && table.rows.every(isBlank)) return;
    walk.labels.settle();
    walk.builder.table(hasNames ? table.header : null, table.rows, table.place, table.places);
  }
}

/** A bold word alone in a wide row is a label of the rows below it. */
function rowOf(cells: Cell[]): string[] {
  const filled = cells.filter((cell) => cell.text.trim() !== '');
  const [only] = filled;
  const isLabel = filled.length === 1 && cells.length > 2 && only === cells[0] && only?.bold === true;
  return isLabel ? [only.text] : cells.map((cell) => cell.text);
}

function nextMarker(list: List | undefined): string {
  if (list?.ordered !== true) return '-';
  const number = list.next;
  list.next += 1;
  return `${number}.`;
}

function shown(walk: Walk, html: string): string {
  return walk.templates ? dropTemplateTags(html) : html;
}

/** `map` is [first, behind last) from 0; places count from 1 and include the last. */
function placeOf(token: Token): Place {
  if (token.map === null) return {};
  return { startLine: token.map[0] + 1, endLine: Math.max(token.map[0] + 1, token.map[1]) };
}

function hasHtml({ type, children }: Token): boolean {
  return type === 'html_block' || (children?.some((child) => child.type === 'html_inline') ?? false);
}

function hasHtmlText({ type, content }: Token): boolean {
  return type === 'html_block' && (hasText(content) || /<(?:input|[A-Z])/.test(content));
}

function hasText(html: string): boolean {
  return html.replace(/<!--[\s\S]*?-->|<[^>]*>/g, '').trim() !== '' || /<input\b/i.test(html);
}

function nothing(): HtmlPiece {
  return { blocks: [], struck: 0, back: null };
}
