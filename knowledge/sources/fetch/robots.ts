/** What a robots.txt asks of us (RFC 9309). */
export type Robots = {
  /** `target`: path and query of an address on the same origin. */
  allows(target: string): boolean;
  /** Pause it asks for between two requests (the common `Crawl-delay` line), in ms; 0 when it does not. */
  delayMs: number;
  sitemaps: string[];
};

type Rule = { allow: boolean; pattern: string };
type Group = { agents: string[]; rules: Rule[]; delay: number | null };

export const openRobots: Robots = { allows: () => true, delayMs: 0, sitemaps: [] };

/**
 * Reads a robots.txt for one product token. The groups that name the token count together; without one, those for `*`.
 * The longest matching rule decides, and `Allow` where two are of equal length.
 */
export function parseRobots(text: string, product: string): Robots {
  const { groups, sitemaps } = readGroups(text);
  const named = groups.filter((group) => group.agents.includes(product.toLowerCase()));
  const ours = named.length > 0 ? named : groups.filter((group) => group.agents.includes('*'));
  const rules = ours.flatMap((group) => group.rules).sort((a, b) => weight(b) - weight(a));
  const delays = ours.flatMap((group) => group.delay ?? []);
  return {
    allows(target) {
      if (target === '/robots.txt') return true;
      const path = sameSpelling(target);
      return rules.find((rule) => matches(rule.pattern, path))?.allow ?? true;
    },
    delayMs: Math.max(0, ...delays) * 1000,
    sitemaps,
  };
}

/** Longer patterns first, `Allow` before a `Disallow` of the same length. */
function weight(rule: Rule): number {
  return rule.pattern.length * 2 + (rule.allow ? 1 : 0);
}

function readGroups(text: string): { groups: Group[]; sitemaps: string[] } {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let group: Group | undefined;
  let naming = false;
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    const content = value.trim();
    const name = key.toLowerCase();
    if (name === 'sitemap') sitemaps.push(content);
    else if (name === 'user-agent') {
      if (!naming || group === undefined) {
        group = { agents: [], rules: [], delay: null };
        groups.push(group);
      }
      naming = true;
      group.agents.push(content === '*' ? '*' : (/^[A-Za-z_-]+/.exec(content)?.[0] ?? '').toLowerCase());
    } else if (group !== undefined && (name === 'allow' || name === 'disallow')) {
      naming = false;
      // An empty Disallow means that nothing is disallowed.
      if (content !== '') group.rules.push({ allow: name === 'allow', pattern: sameSpelling(content) });
    } else if (group !== undefined && name === 'crawl-delay') {
      naming = false;
      if (/^\d{1,6}(\.\d+)?$/.test(content)) group.delay = Number(content);
    }
  }
  return { groups, sitemaps };
}

/** `*` is any run of characters, `$` at the end is the end of the path. Takes each part where it first fits. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  const parts = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  const [first = ''] = parts;
  if (!path.startsWith(first)) return false;
  if (parts.length === 1) return !anchored || path.length === first.length;
  const last = parts.at(-1) ?? '';
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return anchored ? path.length - last.length >= at && path.endsWith(last) : path.indexOf(last, at) >= 0;
}

const UNRESERVED = /[A-Za-z0-9._~-]/;

/** Percent-encoding as one spelling, so that `/caf%C3%A9`, `/café` and `/%63afé` are the same. */
function sameSpelling(path: string): string {
  return path.toWellFormed().replace(/%([0-9A-Fa-f]{2})|[^\x21-\x7e]/gu, (found, hex?: string) => {
    if (hex === undefined) return encodeURIComponent(found);
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return UNRESERVED.test(char) ? char : `%${hex.toUpperCase()}`;
  });
}
