import { type CheerioAPI, load } from 'cheerio/slim';

/** A node of the parsed page, as Cheerio gives it. */
export type HtmlNode = ReturnType<CheerioAPI['root']>[0]['childNodes'][number];
export type HtmlElement = Extract<HtmlNode, { attribs: unknown }>;

/** `slim`: htmlparser2 without the fetch client; its time grows with the page, not with the square of its depth. */
export function readHtml(html: string): HtmlNode[] {
  const $ = load(html, {
    xml: { xmlMode: false, decodeEntities: true, withStartIndices: true, withEndIndices: true },
  });
  return $.root()[0]?.childNodes ?? [];
}

/** The node as an element, or null for text, comments and the like. */
export function asElement(node: HtmlNode): HtmlElement | null {
  return 'attribs' in node ? node : null;
}

const dropped = new Set(
  'script style template noscript nav svg iframe object canvas video audio button dialog head title'.split(
    ' ',
  ),
);
const droppedRoles = new Set(['navigation', 'search', 'banner', 'contentinfo', 'menu', 'dialog']);

/** Not for the reader whatever it holds: code, navigation, controls. */
export const isDropped = (name: string): boolean => dropped.has(name);

/** Not for the reader: code, navigation, or hidden by an attribute or an inline style. */
export function isHidden(element: HtmlElement): boolean {
  if (dropped.has(element.name)) return true;
  const { attribs } = element;
  if (attribs['hidden'] !== undefined || attribs['aria-hidden'] === 'true') return true;
  if (droppedRoles.has(attribs['role'] ?? '')) return true;
  const style = attribs['style'];
  return style !== undefined && (unseen.test(style) || isWhiteOnWhite(element, style));
}

/** The words of something that a click opens: its text, else what it is called for screen readers. */
export function labelText(element: HtmlElement): string {
  let text = '';
  const open: HtmlNode[] = [element];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'text') text += node.data;
    const inner = asElement(node);
    if (inner !== null) pushChildren(open, inner.childNodes);
  }
  return text.replace(/\s+/g, ' ').trim() || (element.attribs['aria-label'] ?? '');
}

/** Styles of which any one leaves nothing to be seen. */
const unseen =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0+)?(?![\d.])|opacity\s*:\s*0(?:\.0+)?%?\s*(?:;|!|$)|(?:^|[;\s])color\s*:\s*transparent/i;
const white = String.raw`(?:white|#f{3,4}|#f{6}|#f{8}|rgba?\(\s*255[\s,]+255[\s,]+255[^)]*\))`;
const whiteText = new RegExp(String.raw`(?:^|[;\s])color\s*:\s*${white}(?![\w-])`, 'i');
const whiteGround = new RegExp(String.raw`background(?:-color)?\s*:\s*${white}(?![\w-])`, 'i');

/** White text where nothing says that it stands on another colour: a background, or a class of what is around it. */
function isWhiteOnWhite(element: HtmlElement, style: string): boolean {
  if (!whiteText.test(style)) return false;
  if (whiteGround.test(style)) return true;
  for (let at: HtmlNode['parent'] = element; at !== null; at = at.parent) {
    if (!('attribs' in at)) continue;
    const { attribs } = at;
    if (attribs['bgcolor'] !== undefined || /background/i.test(attribs['style'] ?? '')) return false;
    if (at !== element && attribs['class'] !== undefined) return false;
  }
  return true;
}

/** Elements that hold nothing. */
export const voids: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);
const selfClosing = new Set('p li dt dd td th tr option'.split(' '));

/** Roughly how deep a page nests, from its tags alone and in one pass, before anything builds a tree. */
export function htmlDepth(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const match of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9-]{0,30})/g)) {
    const name = (match[2] ?? '').toLowerCase();
    if (voids.has(name) || selfClosing.has(name)) continue;
    depth = match[1] === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

/** Puts children on a stack so that the first is taken first. One by one: a call takes no 100,000 arguments. */
export function pushChildren(open: HtmlNode[], children: readonly HtmlNode[]): void {
  for (let at = children.length - 1; at >= 0; at -= 1) open.push(children[at] as HtmlNode);
}
