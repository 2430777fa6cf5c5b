import { gunzipSync } from 'node:zlib';
import { load } from 'cheerio/slim';
import { asElement, type HtmlNode, pushChildren } from '../../parsers/html/html-nodes.ts';

/** A sitemap: addresses of pages, or an index with addresses of further sitemaps. */
export type Sitemap = { kind: 'pages' | 'sitemaps'; addresses: string[] };

/** Reads a sitemap in XML (sitemaps.org) or with one address a line, packed with gzip or not. Null = it is none. */
export function parseSitemap(body: Buffer, maxBytes: number): Sitemap | null {
  const text = unpacked(body, maxBytes)
    ?.toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  if (text === undefined) return null;
  if (text.startsWith('<')) return fromXml(text);
  const lines = text.split(/\s*\n\s*/).filter((line) => line !== '');
  const good = lines.every((line) => /^https?:\/\/\S+$/i.test(line.trim()));
  return good && lines.length > 0 ? { kind: 'pages', addresses: lines.map((line) => line.trim()) } : null;
}

function unpacked(body: Buffer, maxBytes: number): Buffer | undefined {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes });
  } catch {
    // Damaged, or larger than it may be.
    return undefined;
  }
}

/** Names may carry a prefix; `image:loc` and the like belong to something else than the page. */
function fromXml(text: string): Sitemap | null {
  let kind: Sitemap['kind'] | null = null;
  const addresses: string[] = [];
  const $ = load(text, { xml: true });
  const open: HtmlNode[] = [...($.root()[0]?.childNodes ?? [])].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const element = asElement(node);
    if (element === null) continue;
    const [local = '', prefix = ''] = element.name.split(':').reverse();
    if (local === 'urlset' || local === 'sitemapindex') {
      kind ??= local === 'urlset' ? 'pages' : 'sitemaps';
      pushChildren(open, element.childNodes);
    } else if (kind !== null && (local === 'url' || local === 'sitemap')) {
      const wanted = prefix === '' ? 'loc' : `${prefix}:loc`;
      for (const child of element.childNodes) {
        const loc = asElement(child);
        if (loc?.name === wanted) addresses.push($(loc).text().trim());
      }
    }
  }
  return kind === null ? null : { kind, addresses };
}
