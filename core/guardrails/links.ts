import type { Guard, Verdict } from './guard.ts';
import { findSpans, replaceSpans } from './spans.ts';

const MARKDOWN_LINK = /!?\[([^\]\n]{0,300})\]\(\s*<?[^)\s]{1,2000}>?(?:\s+"[^"]*")?\s*\)/g;
const HTML_TAG = /<\/?(?:a|img|iframe|script|link|object|embed|form)\b[^>]{0,2000}>/gi;
const REFERENCE = /^[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+.*$/gm;
const BARE = /\b(?:https?|ftp|data|javascript|file|vbscript):\/{0,2}[^\s<>"')\]]+/gi;

/**
 * Takes links out of an answer unless the very same address stands in a passage it rests on. A link that
 * a model made up can carry data away, and chat apps fetch previews of whatever they are shown.
 */
export const linksGuard: Guard = {
  id: 'links',
  stages: ['output'],
  action: 'fix',
  check({ text, evidence = [] }): Verdict {
    const known = (found: string) => {
      const address = /(?:https?:\/\/|mailto:)[^\s<>"')\]]+/i.exec(found)?.[0];
      return address !== undefined && evidence.some((passage) => passage.includes(address));
    };
    const spans = findSpans(text, [MARKDOWN_LINK, HTML_TAG, REFERENCE, BARE]).filter(
      ([start, end]) => text.startsWith('![', start) || !known(text.slice(start, end)),
    );
    if (spans.length === 0) return { kind: 'pass' };
    const label = (found: string) => new RegExp(MARKDOWN_LINK.source).exec(found)?.[1] ?? '';
    return {
      kind: 'fail',
      message: 'The text holds a link that is in none of its sources.',
      spans,
      fixed: replaceSpans(text, spans, label),
    };
  },
};
