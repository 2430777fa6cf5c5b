import MarkdownIt, { type Token } from 'markdown-it';
import { PICTURE_MARK } from '../../core/text/picture-mark.ts';
import { type BlockBuilder, createBlockBuilder, type Place } from './block-builder.ts';
import { readFrontMatter } from './front-matter.ts';
import { parserLimits } from './limits.ts';
import type { HtmlShade } from './markdown-html.ts';
import { inlineText, isPicture } from './markdown-inline.ts';
import type { Block, ParsedDocument } from './parsed.ts';
import { dropTemplateTags, prepareTemplateTags } from './template-tags.ts';
import { wrapLongLines } from './text-tidy.ts';

// remark gives the same blocks at a fifteenth of the speed (1.4 against 20 MB/s, 26,000 pages), hence markdown-it.
const markdown = new MarkdownIt({ html: true, maxNesting: parserLimits.nesting });
// Only the words of a link are kept, so its address need not be taken apart.
markdown.normalizeLink = (url) => url;
markdown.validateLink = () => true;

type HtmlReader = (html: string) => Block[];
type List = { ordered: boolean; next: number };
type Walk = {
  builder: BlockBuilder;
  templates: boolean;
  readHtml: HtmlReader;
  /** What the page's HTML hides, across blocks; null for a page without HTML. */
  shade: HtmlShade | null;
  lists: List[];
  /** Marker of the list item whose first words are still to come. */
  marker: string | null;
  heading: number | null;
  table: { header: string[] | null; rows: string[][]; places: Place[]; row: string[]; place: Place } | null;
};

/** Markdown (CommonMark with GitHub's tables) to one document with line numbers. */
export async function parseMarkdown(source: string): Promise<ParsedDocument> {
  const front = readFrontMatter(source);
  const text = wrapLongLines(front?.body ?? source, parserLimits.lineChars);
  const tokens = markdown.parse(prepareTemplateTags(text), {});
  const builder = createBlockBuilder();
  const readHtml = tokens.some(hasHtmlText) ? (await import('./html.ts')).htmlBlocks : () => [];
  const shade = tokens.some(hasHtml) ? (await import('./markdown-html.ts')).createHtmlShade(text) : null;
  const walk: Walk = {
    builder,
    templates: front !== null,
    readHtml,
    shade,
    lists: [],
    marker: null,
    heading: null,
    table: null,
  };
  for (const token of tokens) step(walk, token);
  // A page that is only front matter can still be found, and often says where it moved to.
  if (builder.size() === 0 && front?.title)
    builder.paragraph(front.summary, { startLine: 1, endLine: front.lines });
  return { title: front?.title ?? builder.firstHeading(), externalId: null, blocks: builder.finish() };
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
      words(walk, inlineText(token, walk.templates, walk.shade), placeOf(token), isPicture(token));
      walk.shade?.endInline(walk.heading === null && walk.table === null);
      return;
    case 'fence':
    case 'code_block':
      if (walk.shade?.isHidden() === true) return;
      walk.builder.code(token.content, placeOf(token));
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

function htmlBlock(walk: Walk, token: Token): void {
  const hiddenBy = walk.shade?.hiddenBy() ?? '';
  walk.shade?.read(token.content);
  if (!hasHtmlText(token)) return;
  walk.builder.add(walk.readHtml(hiddenBy + shown(walk, token.content)), placeOf(token));
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
    table.rows.push(table.row);
  } else if (token.type === 'thead_close') {
    table.header = table.rows.pop() ?? null;
    table.places.pop();
  } else if (token.type === 'table_close') {
    walk.table = null;
    const isBlank = (row: string[]): boolean => row.every((cell) => cell === '');
    if (isBlank(table.header ?? []) && table.rows.every(isBlank)) return;
    walk.builder.table(table.header, table.rows, table.place, table.places);
  }
}

function words(walk: Walk, text: string, place: Place, picture: boolean): void {
  if (walk.table !== null) walk.table.row.push(text);
  else if (walk.heading !== null) walk.builder.heading(walk.heading, text, place);
  else if (walk.lists.length > 0) {
    walk.builder.item(text, walk.lists.length - 1, walk.marker, place);
    walk.marker = null;
  } else
    walk.builder.paragraph(picture && text.trim() !== '' ? `${PICTURE_MARK}${text.trim()}` : text, place);
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

function hasHtmlText(token: Token): boolean {
  return token.type === 'html_block' && token.content.replace(/<!--[\s\S]*?-->|<[^>]*>/g, '').trim() !== '';
}
