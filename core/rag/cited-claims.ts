import { markedNumbers, marksBeforeStops, withoutMarks } from '../text/citation-marks.ts';
import { meaningOf } from '../text/words/meaning-words.ts';

/** A figure is what a claim stands or falls with. */
const FIGURE_WEIGHT = 2;

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** What a text claims with each of its sources: the words of all sentences that carry `[n]`. */
export function createClaims(text: string): { wordsOf(n: number): ReadonlySet<string> } {
  const claims = new Map<number, Set<string>>();
  let before = new Set<string>();
  // Marks go before the full stop: they belong to the sentence that it ends.
  for (const line of marksBeforeStops(text).split('\n')) {
    for (const { segment } of sentences.segment(line)) {
      const cited = markedNumbers(segment);
      const own = meaningOf(withoutMarks(segment, ' '));
      // Marks that stand alone are about what stands before them.
      const said = own.size === 0 ? before : own;
      before = said;
      for (const n of cited) claims.set(n, new Set([...(claims.get(n) ?? []), ...said]));
    }
  }
  return { wordsOf: (n) => claims.get(n) ?? new Set() };
}

/** How much of a claim a sentence holds: the words they share, figures counted double. */
export function supportOf(sentence: string, claim: ReadonlySet<string>): number {
  let support = 0;
  for (const word of meaningOf(sentence)) if (claim.has(word)) support += /\d/.test(word) ? FIGURE_WEIGHT : 1;
  return support;
}
