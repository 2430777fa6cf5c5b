import type { Confidence } from '../../../core/types.ts';
import type { AnswerCase } from './answer-sets.ts';
import { plainText } from './plain-text.ts';

/** What was said to a question; pages are paths below the set's folder. */
export type Given = {
  /** The answer's own text, without its list of sources. */
  text: string;
  /** False where nothing is claimed: abstained, refused, or a reply without a source. */
  claimed: boolean;
  confidence: Confidence;
  evidence: number;
  /** Pages of the sources in the order of their numbers, one entry a source. */
  sources: string[];
  /** What retrieval found, best first. */
  passages: { page: string; text: string }[];
  /** Milliseconds for the answer. */
  ms: number;
};

/** How good that is. Everything but `claimed` and `words` is false (0) for a question without an answer. */
export type Verdict = {
  claimed: boolean;
  /** The first source is a page that answers. */
  firstPage: boolean;
  /** Among the sources is a page that answers; with two pages of a two-part question, each of them. */
  anyPage: boolean;
  /** The same of the documents of the first 1, 3 and 10 passages; at 1 either page of a two-part question counts. */
  pageAt1: boolean;
  pageAt3: boolean;
  pageAt10: boolean;
  /** Share of the musts in the text, whatever is cited. */
  mustShare: number;
  /** Every must stands in the text, and a page that answers is among the sources. */
  useful: boolean;
  /** Every must stands somewhere in the first 1 and 3 passages. */
  mustsAt1: boolean;
  mustsAt3: boolean;
  /** Words of the text. */
  words: number;
};

/** Judges one answer as `shared/data/answers/README.md` says. */
export function judgeAnswer(expected: AnswerCase, given: Given): Verdict {
  const { pages, must, kind } = expected;
  const musts = must.map(plainText);
  const shareIn = (text: string): number => {
    const plain = plainText(text);
    return musts.length === 0 ? 0 : musts.filter((words) => plain.includes(words)).length / musts.length;
  };
  const some = (named: string[]): boolean => pages.some((page) => named.includes(page));
  const needed = (named: string[]): boolean =>
    kind === 'multi' ? pages.length > 0 && pages.every((page) => named.includes(page)) : some(named);
  const first = (k: number) => given.passages.slice(0, k);
  const pagesOf = (k: number): string[] => first(k).map(({ page }) => page);
  const textOf = (k: number): string =>
    first(k)
      .map(({ text }) => text)
      .join('\n\n');
  const sources = given.claimed ? given.sources : [];
  const mustShare = given.claimed ? shareIn(given.text) : 0;
  return {
    claimed: given.claimed,
    firstPage: some(sources.slice(0, 1)),
    anyPage: needed(sources),
    pageAt1: some(pagesOf(1)),
    pageAt3: needed(pagesOf(3)),
    pageAt10: needed(pagesOf(10)),
    mustShare,
    useful: mustShare === 1 && some(sources),
    mustsAt1: shareIn(textOf(1)) === 1,
    mustsAt3: shareIn(textOf(3)) === 1,
    words: plainText(given.text).match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0,
  };
}
