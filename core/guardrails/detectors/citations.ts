import { hasMark } from '../../text/citation-marks.ts';
import { withoutCode } from '../../text/code-spans.ts';
import { sentencesToCheck } from '../../text/sentences-to-check.ts';
import type { Finding } from './finding.ts';

/** Sentences that claim nothing and need no source. */
const NO_CLAIM =
  /^(?:#|\||```|[-*_]{3,}$|(?:here (?:is|are)|in short|in summary|the steps|note)\b[^.]{0,60}:$)|[:?]$/i;

/**
 * Claims without a source mark. A mark covers the sentences before it in its paragraph or list item. A text without any mark is not
 * looked at: whether an answer may do without sources is decided elsewhere. What stands word for word in the evidence is
 * a quote, whose mark may stand some lines below.
 */
export function detectUncited(text: string, evidence: readonly string[] = []): Finding[] {
  if (!hasMark(withoutCode(text))) return [];
  const sentences = sentencesToCheck(text);
  const sources = evidence.map(bare);
  return sentences.flatMap((sentence, at): Finding[] => {
    if (NO_CLAIM.test(sentence.text) || sentence.text.split(/\s+/).length < 3) return [];
    for (const later of sentences.slice(at)) {
      if (later !== sentence && /\n/.test(text.slice(sentence.end, later.start))) break;
      if (hasMark(later.text)) return [];
    }
    const said = bare(sentence.text);
    if (sources.some((source) => source.includes(said))) return [];
    return [{ start: sentence.start, end: sentence.end, kind: 'uncited', confidence: 0.9, fix: '' }];
  });
}

/** Brackets and bold aside: a quote's own `[2]` is shown as `(2)`, the heading above it in bold. */
const bare = (text: string): string =>
  text
    .replace(/[[\]()]|\*\*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
