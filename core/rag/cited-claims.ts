import { meaningOf } from '../text/words/meaning-words.ts';

/** A mark `[n]` as citations are shown, and those that stand behind the sign that ends a sentence. */
const MARKS = /\[(\d{1,3})\]/g;
const BEHIND = /([.!?…。！？]["'”’»)]*)((?:[ \t]*\[\d{1,3}\])+)/g;

/** A figure is what a claim stands or falls with. */
const FIGURE_WEIGHT = 2;

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** What a text claims with each of its sources: the words of all sentences that carry `[n]`. */
export function createClaims(text: string): { wordsOf(n: number): ReadonlySet<string> } {
  const claims = new Map<number, Set<string>>();
  let before = new Set<string>();
  // Marks go before the full stop: they belong to the sentence that it ends.
  for (const line of text.replace(BEHIND, '$2$1').split('\n')) {
    for (const { segment } of sentences.segment(line)) {
      const cited = [...segment.matchAll(MARKS)].map((mark) => Number(mark[1]));
      const own = meaningOf(segment.replace(MARKS, ' '));
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
