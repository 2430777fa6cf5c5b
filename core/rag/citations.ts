import { renumberMarks } from '../text/citation-marks.ts';
import { changeProse } from '../text/code-spans.ts';
import type { Citation, ScoredPassage } from '../types.ts';
import { createClaims, supportOf } from './cited-claims.ts';

/** Characters of a stretch that a source list shows: of a longer one, the sentence that answers best. */
const LONGEST_STRETCH = 700;

/** A text with its marks renumbered from 1 in order of appearance, and the sources they name. */
export type Resolved = { text: string; citations: Citation[]; invented: number };

/**
 * Resolves `[n]` marks against the passages an answerer was given (n from 1). Marks that name no passage
 * are removed and counted; passages of the same document and heading keep their own numbers.
 */
export function resolveCitations(
  text: string,
  passages: ScoredPassage[],
  quotes: { n: number; text: string }[],
  quoteLength: number,
): Resolved {
  const { text: resolved, order, invented } = renumbered(text, passages);
  const claims = createClaims(resolved);
  const citations = [...order].flatMap(([given, n]) => {
    const passage = passages[given - 1];
    if (passage === undefined) return [];
    const used = quotes.filter((quote) => quote.n === given).map((quote) => quote.text);
    const quote =
      verbatim(used, passage.text, quoteLength) || bestQuote(passage, quoteLength, claims.wordsOf(n));
    return [toCitation(passage, n, quote)];
  });
  return { text: resolved.trim(), citations, invented };
}

/** The text as `resolveCitations` leaves it, but for the spaces around it; `order` = given numbers to new ones. */
export function renumbered(
  text: string,
  passages: readonly ScoredPassage[],
): { text: string; order: ReadonlyMap<number, number>; invented: number } {
  const order = new Map<number, number>();
  let invented = 0;
  const numberOf = (given: number): number | null => {
    if (passages[given - 1] === undefined) {
      invented += 1;
      return null;
    }
    const n = order.get(given) ?? order.size + 1;
    order.set(given, n);
    return n;
  };
  return { text: changeProse(text, (prose) => renumberMarks(prose, numberOf)), order, invented };
}

/** The stretch of the passage that holds the sentences used, where it is short enough; else the first of them. */
function verbatim(quotes: string[], passage: string, length: number): string {
  const spans = quotes
    .map((quote) => [passage.indexOf(quote), quote.length] as const)
    .filter(([start]) => start >= 0);
  if (spans.length === 0) return '';
  const start = Math.min(...spans.map(([at]) => at));
  const end = Math.max(...spans.map(([at, size]) => at + size));
  const used = spans.reduce((sum, [, size]) => sum + size, 0);
  return end - start <= Math.min(used + length, LONGEST_STRETCH)
    ? passage.slice(start, end)
    : (quotes[0] ?? '');
}

function toCitation(passage: ScoredPassage, n: number, quote: string): Citation {
  return {
    n,
    documentId: passage.documentId,
    externalId: passage.externalId,
    title: passage.title,
    path: passage.path,
    passageId: passage.passageId,
    quote,
    headings: passage.headings,
    place: passage.place,
    hash: passage.hash,
  };
}

/**
 * The sentence of a passage, verbatim, that shares most with the words of a claim; the best for the question among equals
 * and where none shares any. The passage's beginning, cut at a word, where no sentence was scored.
 */
export function bestQuote(
  passage: ScoredPassage,
  length: number,
  claim: ReadonlySet<string> = new Set(),
): string {
  const ranked = passage.sentences
    .map(({ start, end, score }) => {
      const text = passage.text.slice(start, end);
      return { text, score, support: claim.size === 0 ? 0 : supportOf(text, claim) };
    })
    .sort((a, b) => b.support - a.support || b.score - a.score);
  const sentence = ranked[0]?.text ?? passage.text;
  if (sentence.length <= length) return sentence.trim();
  const cut = sentence.slice(0, length);
  const space = cut.lastIndexOf(' ');
  return (space > length / 2 ? cut.slice(0, space) : cut).trim();
}
