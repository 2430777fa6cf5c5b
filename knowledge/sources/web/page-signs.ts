import {
  asElement,
  type HtmlElement,
  htmlDepth,
  pushChildren,
  readHtml,
} from '../../parsers/html/html-nodes.ts';
import { parserLimits } from '../../parsers/limits.ts';
import { decodeText } from '../../parsers/text/charset.ts';
import { normalUrl } from './urls.ts';

/** What an HTML page says about itself to those who read it by machine. */
export type PageSigns = {
  /** Addresses it links to, each once, in order; none where it asks not to follow them. */
  links: string[];
  /** The address it wants to be known by, or null. */
  canonical: string | null;
  /** It asks not to be taken in. */
  noindex: boolean;
};

const NOTHING: PageSigns = { links: [], canonical: null, noindex: false };

/** Reads links and robots rules of a page that came from `url`. */
export function readSigns(html: string, url: string, robotsTag: string, maxLinks: number): PageSigns {
  const header = rulesOf(robotsTag);
  if (htmlDepth(html) > parserLimits.htmlDepth) return { ...NOTHING, noindex: header.noindex };
  const links = new Set<string>();
  let { noindex, nofollow } = header;
  let canonical: string | null = null;
  let base = url;
  const open = readHtml(html).toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const element = asElement(node);
    if (element === null) continue;
    const { name, attribs } = element;
    const href = attribs['href'];
    if (name === 'meta' && isForUs(attribs['name'])) {
      const rules = rulesOf(attribs['content'] ?? '');
      noindex ||= rules.noindex;
      nofollow ||= rules.nofollow;
    } else if (name === 'base' && href !== undefined) base = normalUrl(href, url) ?? url;
    else if (name === 'link' && href !== undefined && relOf(element).includes('canonical'))
      canonical ??= normalUrl(href, base);
    else if ((name === 'a' || name === 'area') && href !== undefined && links.size < maxLinks) {
      const link = relOf(element).includes('nofollow') ? null : normalUrl(href, base);
      if (link !== null) links.add(link);
    }
    pushChildren(open, element.childNodes);
  }
  return { links: nofollow ? [] : [...links], canonical, noindex };
}

function isForUs(name: string | undefined): boolean {
  return name !== undefined && /^(robots|docent)$/i.test(name.trim());
}

function relOf(element: HtmlElement): string[] {
  return (element.attribs['rel'] ?? '').toLowerCase().split(/\s+/);
}

/** `noindex, nofollow`, `none`; a header may begin with the name of the reader it is for. */
function rulesOf(text: string): { noindex: boolean; nofollow: boolean } {
  let noindex = false;
  let nofollow = false;
  let forUs = true;
  for (const part of text.toLowerCase().split(',')) {
    const [, named, rule = ''] = /^(?:([\w-]+)\s*:)?\s*(.*)$/.exec(part.trim()) ?? [];
    // `googlebot: noindex, nofollow` goes on being about googlebot; `unavailable_after: …` names nobody.
    if (named !== undefined && /^(unavailable|max)/.test(named)) continue;
    if (named !== undefined) forUs = named === 'docent';
    if (!forUs) continue;
    noindex ||= rule === 'noindex' || rule === 'none';
    nofollow ||= rule === 'nofollow' || rule === 'none';
  }
  return { noindex, nofollow };
}

/** A page's bytes as text: by the charset that the server or the page names, else by its bytes. Null = no text. */
export function pageText(body: Buffer, charset: string | null): string | null {
  const head = body.subarray(0, 2048).toString('latin1');
  const named = charset ?? /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1] ?? null;
  if (named !== null) {
    try {
      return new TextDecoder(named, { fatal: true }).decode(body);
    } catch {
      // A charset that nobody knows, or a page that is not written in it.
    }
  }
  const decoded = decodeText(body);
  return decoded.kind === 'decoded' ? decoded.text : null;
}
