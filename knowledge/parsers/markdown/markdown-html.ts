import type { Token } from 'markdown-it';
import { asElement, type HtmlElement, isDropped, isHidden, readHtml, voids } from '../html/html-nodes.ts';
import { parserLimits } from '../limits.ts';

/**
 * What the HTML of a Markdown page hides, by the rule for pages (`isHidden`). Markdown gives HTML as loose tags, one by one or
 * in blocks, with its own paragraphs in between: which elements are open is counted here.
 */
export type HtmlShade = {
  /** Before each token of the page: its containers end what was opened in them. */
  enter(token: Token): void;
  /** Takes in the tags of a piece of HTML. */
  read(html: string): void;
  /** After an `inline` token. `isParagraph`: a block opened there goes on behind it, as in a browser. */
  endInline(isParagraph: boolean): void;
  isHidden(): boolean;
  /** The tags that hide what comes next, from the outermost; '' where it is shown. */
  hiddenBy(): string;
};

type Open = { name: string; tag: string; element: HtmlElement | null; hides: boolean; level: number };

/** A comment, a closing tag or an opening tag. Bounded, so that a page of nothing but `<a` takes no square of its length. */
const TAG = /<!--[\s\S]*?(?:-->|$)|<\/?([a-z][\w-]{0,30})(?=[\s/>])(?:"[^"]*"|'[^']*'|[^"'>]){0,2000}>/gi;
/** The attributes that `isHidden` looks at, of an element and of those around it. */
const TELLING = /hidden|role|style|class|bgcolor/i;
/** Their content is no HTML. */
const raw = new Set(['script', 'style']);
const blocks = new Set(
  'div section article aside header footer main details blockquote ul ol dl table center form fieldset figure'.split(
    ' ',
  ),
);

/** A shade for one page. `source` tells which elements are ever closed: one that is only mentioned hides nothing. */
export function createHtmlShade(source: string): HtmlShade {
  const closings = new Map<string, number>();
  for (const [, name] of source.matchAll(/<\/([a-z][\w-]{0,30})/gi)) {
    const key = (name ?? '').toLowerCase();
    closings.set(key, (closings.get(key) ?? 0) + 1);
  }
  const open: Open[] = [];
  let hiding = 0;
  let level = 0;
  let inlineFrom = 0;
  const cut = (length: number): void => {
    for (let gone = open.length - length; gone > 0; gone -= 1) hiding -= Number(open.pop()?.hides);
  };
  const close = (name: string): void => {
    closings.set(name, (closings.get(name) ?? 1) - 1);
    const at = open.findLastIndex((each) => each.name === name);
    if (at >= 0) cut(at);
  };
  const begin = (name: string, tag: string): void => {
    if (voids.has(name) || open.length >= parserLimits.htmlDepth) return;
    if (isDropped(name) && (closings.get(name) ?? 0) <= 0) return;
    // Nearly all tags tell nothing but their name: those are not taken apart.
    const element = TELLING.test(tag) ? elementOf(tag) : null;
    if (element !== null) element.parent = open.findLast((each) => each.element !== null)?.element ?? null;
    const hides = element === null ? isDropped(name) : isHidden(element);
    open.push({ name, tag, element, hides, level });
    hiding += Number(hides);
  };

  return {
    enter(token) {
      while ((open.at(-1)?.level ?? 0) > token.level) cut(open.length - 1);
      // A paragraph ends where the next block begins.
      if (token.nesting === 1) while (open.at(-1)?.name === 'p') cut(open.length - 1);
      level = token.type === 'inline' ? Math.max(0, token.level - 1) : token.level;
      inlineFrom = open.length;
    },
    read(html) {
      for (const [tag, named] of html.matchAll(TAG)) {
        if (named === undefined) continue;
        const name = named.toLowerCase();
        const inside = open.at(-1)?.name ?? '';
        if (raw.has(inside) && !(tag.startsWith('</') && name === inside)) continue;
        if (tag.startsWith('</')) close(name);
        else begin(name, tag);
      }
    },
    endInline(isParagraph) {
      const kept = open.slice(inlineFrom).findIndex((each) => !isParagraph || !blocks.has(each.name));
      if (kept >= 0) cut(Math.min(open.length, inlineFrom + kept));
    },
    isHidden: () => hiding > 0,
    hiddenBy() {
      const first = open.findIndex((each) => each.hides);
      return first < 0
        ? ''
        : open
            .slice(first)
            .map(({ tag }) => tag)
            .join('');
    },
  };
}

function elementOf(tag: string): HtmlElement | null {
  const [node] = readHtml(tag);
  return node === undefined ? null : asElement(node);
}
