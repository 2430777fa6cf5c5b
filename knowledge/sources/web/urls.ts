import { plainHost } from '../fetch/address-policy.ts';

/** Parameters that say where a visitor came from, never what a page is. */
const TRACKING = /^(utm_\w+|gclid|fbclid|msclkid|mc_cid|mc_eid|igshid)$/i;

/** One spelling of a web address: no fragment, no tracking parameters. Null for what is no plain http(s) address. */
export function normalUrl(address: string, base?: string): string | null {
  const url = URL.parse(address.trim(), base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  url.hash = '';
  if (url.hostname.endsWith('.')) url.hostname = plainHost(url.hostname);
  const extra = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  // Only then: writing parameters back changes how the others are spelled.
  for (const name of extra) url.searchParams.delete(name);
  if (url.search === '') url.search = '';
  return url.href;
}

/** What of a source is wanted: everything below one of `include` (all when empty) and below none of `exclude`. */
export type Scope = { include: string[]; exclude: string[] };

/** Prefixes as people write them: separated by commas or line ends, a full address or a path. */
export function readPrefixes(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const url = /^https?:\/\//i.test(part) ? URL.parse(part) : null;
      return `/${(url === null ? part : url.pathname + url.search).replace(/^\/+/, '')}`;
    });
}

/** `target` begins with `/`: path and query of an address, or a path inside a folder. */
export function isWanted(scope: Scope, target: string): boolean {
  const below = (prefix: string) => target.startsWith(prefix);
  return (scope.include.length === 0 || scope.include.some(below)) && !scope.exclude.some(below);
}

/** Path and query: what robots.txt and prefixes are about. */
export function targetOf(url: URL): string {
  return url.pathname + url.search;
}
