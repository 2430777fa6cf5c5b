import { isMark } from '../text/citation-marks.ts';
import type { Guard, NamedGuard, Verdict } from './guard.ts';
import { findSpans, replaceSpans } from './spans.ts';

const MARKDOWN_LINK = /!?\[([^\]\n]{0,300})\]\(\s*<?[^)\s]{1,2000}>?(?:\s+"[^"]*")?\s*\)/g;
const HTML_TAG = /<\/?(?:a|img|iframe|script|link|object|embed|form)\b[^>]{0,2000}>/gi;
const REFERENCE = /^[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*<?(?:[a-z][a-z\d+.-]*:|www\.|[/#?]).*$/gim;
const BARE = /\b(?:(?:https?|ftp|data|javascript|file|vbscript):\/{0,2}|www\.(?=\w))[^\s<>"'|)\]]+/gi;
const FILE_NAMES =
  'js|ts|[jt]sx|[cm]js|json|ya?ml|html?|css|txt|csv|xml|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|log|toml|lock|ini|cfg|conf|java|cpp|rb|php|exe|dll|jar|gz|tar|bak';
/** A host with a path or a query and no scheme, as chat apps turn into a link: `host.example/?q=…`; no file, no path in one. */
const HOST = new RegExp(
  `(?<![\\p{L}\\p{N}@._-]|[\\p{L}\\p{N}:._~%=-]/{1,2})(?:(?:[\\p{L}\\p{N}_-]{1,63}\\.){1,8}(?!(?:${FILE_NAMES})[/?#:])(?:\\p{L}{2,24}|xn--[a-z\\d-]{1,59})|(?:\\d{1,3}\\.){3}\\d{1,3}(?!/\\d{1,2}(?![\\w/.])))(?::\\d{1,5})?[/?#][^\\s<>"'|)\\]]*`,
  'giu',
);
const ADDRESS = /(?:(?:https?|ftp):\/\/|mailto:|www\.)[^\s<>"'|)\]]+/gi;

/**
 * Takes links out of an answer unless the very same address stands in a passage it rests on. A link that
 * a model made up can carry data away, with or without `https://` before it, and chat apps fetch previews of whatever they are shown.
 */
export const linksGuard: Guard = {
  id: 'links',
  stages: ['output'],
  action: 'fix',
  check({ text, evidence = [] }): Verdict {
    const sources = new Set(evidence.flatMap(addressesIn));
    const known = (found: string) => {
      const addresses = addressesIn(found);
      return addresses.length > 0 && addresses.every((address) => sources.has(address));
    };
    const spans = findSpans(text, [MARKDOWN_LINK, HTML_TAG, REFERENCE, BARE]).filter(
      ([start, end]) => text.startsWith('![', start) || !known(text.slice(start, end)),
    );
    const hosts = new Set([...[...sources].map(withoutScheme), ...evidence.flatMap(hostsIn)]);
    // Addresses are judged above, hosts inside them are theirs.
    for (const [start, end] of findSpans(text.replace(ADDRESS, blank), [HOST]))
      if (hostsIn(text.slice(start, end)).some((host) => !hosts.has(host))) spans.push([start, end]);
    if (spans.length === 0) return { kind: 'pass' };
    const label = (found: string) => {
      const words = new RegExp(MARKDOWN_LINK.source).exec(found)?.[1] ?? '';
      return isMark(`[${words}]`) ? `[${words}]` : words;
    };
    return {
      kind: 'fail',
      message: 'The text holds a link that is in none of its sources.',
      spans,
      fixed: replaceSpans(text, spans, label),
    };
  },
};

/** Addresses as they stand in a text, without the punctuation of the sentence around them. */
function addressesIn(text: string): string[] {
  return [...text.matchAll(ADDRESS)].map(([address]) => trimmed(address));
}

/** Hosts with what follows them; one with nothing behind its stroke carries nothing. */
function hostsIn(text: string): string[] {
  return [...text.matchAll(HOST)]
    .map(([host]) => trimmed(host))
    .filter((host) => /[/?#].*[\p{L}\p{N}]/u.test(host));
}

const trimmed = (address: string): string => address.replace(/(?<![.,;:!?*_~`])[.,;:!?*_~`]+$/, '');
const withoutScheme = (address: string): string => address.replace(/^(?:https?|ftp):\/\//i, '');
const blank = (found: string): string => ' '.repeat(found.length);

export const links: NamedGuard = {
  label: 'Links',
  description: 'Takes links out of an answer that stand in none of its sources.',
  essential: true,
  guards: [linksGuard],
};
