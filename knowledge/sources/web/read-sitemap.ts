import { parseSitemap } from './sitemap.ts';
import { normalUrl } from './urls.ts';
import type { WebRun } from './web-run.ts';

/** The pages that a sitemap names, or why it cannot be read. `missing`: some of it could not be read. */
export type SitemapPages =
  | { kind: 'read'; origin: string; addresses: string[]; missing: string | null }
  | { kind: 'failed'; reason: string };

/** Reads a sitemap, and those that it names if it is an index. Only addresses of its own origin count. */
export async function readSitemap(run: WebRun, address: string): Promise<SitemapPages> {
  const pages = new Set<string>();
  const waiting = [address];
  const asked = new Set(waiting);
  let origin: string | null = null;
  let missing: string | null = null;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const result = await readOne(run, next);
    if ('reason' in result) {
      if (origin === null) return { kind: 'failed', reason: `The sitemap: ${result.reason}` };
      missing ??= `The sitemap ${next}: ${result.reason}`;
      continue;
    }
    origin ??= new URL(result.url).origin;
    const own = result.addresses.flatMap((found) => ownAddress(found, result.url, origin) ?? []);
    if (result.kind === 'pages') for (const found of own) pages.add(found);
    else
      for (const found of own.filter((each) => !asked.has(each))) {
        if (asked.size > run.limits.sitemaps)
          missing ??= `It names more than ${run.limits.sitemaps} sitemaps.`;
        else {
          asked.add(found);
          waiting.push(found);
        }
      }
  }
  return origin === null
    ? { kind: 'failed', reason: 'The sitemap could not be read.' }
    : { kind: 'read', origin, addresses: [...pages], missing };
}

async function readOne(run: WebRun, address: string) {
  const { sitemapBytes } = run.limits;
  const fetched = await run.fetch(address, { maxBytes: () => sitemapBytes, signal: run.signal });
  if (fetched.kind === 'gone') return { reason: `It is not there (status ${fetched.status}).` };
  if (fetched.kind !== 'ok') return { reason: 'reason' in fetched ? fetched.reason : 'It was not sent.' };
  const sitemap = parseSitemap(fetched.body, sitemapBytes);
  return sitemap === null
    ? { reason: 'What the address gives is no sitemap.' }
    : { ...sitemap, url: fetched.url };
}

function ownAddress(found: string, base: string, origin: string | null): string | null {
  const url = normalUrl(found, base);
  return url !== null && new URL(url).origin === origin ? url : null;
}
