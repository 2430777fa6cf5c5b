import { isMark } from '../text/citation-marks.ts';
import type { Guard, NamedGuard, Verdict } from './guard.ts';
import { findSpans, replaceSpans } from './spans.ts';

const MARKDOWN_LINK = /!?\[([^\]\n]{0,300})\]\(\s*<?[^)\s]{1,2000}>?(?:\s+"[^"]*")?\s*\)/g;
const HTML_TAG = /<\/?(?:a|img|iframe|script|link|object|embed|form)\b[^>]{0,2000}>/gi;
const REFERENCE = /^[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*<?(?:[a-z][a-z\d+.-]*:|www\.|[/#?]).*$/gim;
const BARE = /\b(?:(?:https?|ftp|data|javascript|file|vbscript):\/{0,2}|www\.(?=\w))[^\s<>"'|)\]]+/gi;
const ADDRESS = /(?:(?:https?|ftp):\/\/|mailto:|www\.)[^\s<>"'|)\]]+/gi;

/**
 * Takes links out of an answer unless the very same address stands in a passage it rests on. A link that
 * a model made up can carry data away, and chat apps fetch previews of whatever they are shown.
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
  return [...text.matchAll(ADDRESS)].map(([address]) => address.replace(/[.,;:!?*_~`]+$/, ''));
}

export const links: NamedGuard = {
  label: 'Links',
  description: 'Takes links out of an answer that stand in none of its sources.',
  essential: true,
  guards: [linksGuard],
};
