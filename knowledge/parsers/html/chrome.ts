import { asElement, type HtmlElement, type HtmlNode, pushChildren } from './html-nodes.ts';
import { rawText } from './html-parts.ts';

/** Names that sites give to what stands around a text on every page. */
const around =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|side-?bar|cookies?|cookie-?\w+|consent|gdpr|newsletter|subscribe|subscription|social|share|sharing|promo|advert\w*|ads?|banner|footer|masthead|skip-?(?:link|nav|to-?content)|pagination|pager|related(?:-?posts)?|site-?header|top-?bar|announcement|pop-?up|modal|toc|table-of-contents|language-?switcher|search-?(?:form|box))(?:$|[\s_-])/i;
const boxes = new Set('div section ul ol aside form header footer p table'.split(' '));
/** A part with more of the page's words than this is its text, whatever it is called. */
const MOST_OF_PAGE = 0.3;
/** Of a short page, one with a name may be so long, in characters. */
const SHORT = 160;
const LEAST_LINKS = 3;
const LINK_SHARE = 0.7;

/**
 * Parts of a page that are menus, banners, forms for newsletters and the like: by their names, or because they hold little but
 * links before the first heading. For pages that do not say which part is the text.
 */
export function findChrome(nodes: readonly HtmlNode[]): ReadonlySet<HtmlElement> {
  const chrome = new Set<HtmlElement>();
  const room = MOST_OF_PAGE * nodes.reduce((sum, node) => sum + wordsOf(node), 0);
  let headings = 0;
  const open: HtmlNode[] = [];
  pushChildren(open, nodes);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const element = asElement(node);
    if (element === null) continue;
    if (/^h[1-6]$/.test(element.name)) headings += 1;
    if (element.name === 'article') continue;
    if (boxes.has(element.name) && isAround(element, headings === 0, room)) chrome.add(element);
    else pushChildren(open, element.childNodes);
  }
  return chrome;
}

function isAround(element: HtmlElement, isTop: boolean, room: number): boolean {
  const { name, attribs } = element;
  const named = around.test(`${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`) || name === 'aside';
  const maybeLinks = isTop && (name === 'ul' || name === 'header' || name === 'div');
  if (!named && !maybeLinks) return false;
  const { words, links, linkWords, heading } = measure(element);
  if (words > Math.max(room, named ? SHORT : 0) || heading) return false;
  return named || (links >= LEAST_LINKS && linkWords >= words * LINK_SHARE);
}

/** A first-level heading is the page's own, in whatever box it stands. */
function measure(element: HtmlElement): {
  words: number;
  links: number;
  linkWords: number;
  heading: boolean;
} {
  const found = { words: 0, links: 0, linkWords: 0, heading: false };
  const open: { node: HtmlNode; inLink: boolean }[] = [{ node: element, inLink: false }];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const inner = asElement(top.node);
    if (inner === null) {
      const words = wordsOf(top.node);
      found.words += words;
      if (top.inLink) found.linkWords += words;
      continue;
    }
    if (inner.name === 'h1') found.heading = true;
    if (inner.name === 'a') found.links += 1;
    for (const node of inner.childNodes) open.push({ node, inLink: top.inLink || inner.name === 'a' });
  }
  return found;
}

function wordsOf(node: HtmlNode): number {
  const text =
    node.type === 'text' ? node.data : asElement(node) === null ? '' : rawText(node as HtmlElement);
  return text.replace(/\s+/g, ' ').trim().length;
}
