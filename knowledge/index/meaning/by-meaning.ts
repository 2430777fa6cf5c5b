import type { Ranked } from '../ranking/fusion.ts';
import { MEANING } from '../ranking/weights.ts';
import { meaningOf } from './meaning-score.ts';
import type { AskedMeaning } from './unit-shelf.ts';

/** What tells beside the passages' meaning, for one question. */
export type WordsOfQuestion = {
  /** The best passage's BM25 against the most that the question's words can give, 0..1: how well its words are met. */
  strength: number;
  /** What each passage, in the order of the ranking, has of the documents' words for it (`everyday.ts`), 0..1. */
  everyday: readonly number[];
};

/**
 * Ranked anew with what the question means. The less of the question's words any passage has, the less they count, and
 * the more count its meaning and the documents' words for what it says. A passage without vectors (it came a moment ago, or is in another language) counts as meaning
 * the average of the others: it neither wins nor loses by that.
 */
export function byMeaning(
  ranked: readonly Ranked[],
  asked: AskedMeaning,
  { strength, everyday }: WordsOfQuestion,
): Ranked[] {
  const meanings = ranked.map(({ id }) => {
    const passage = asked.of(id);
    return passage === null ? null : meaningOf(passage);
  });
  const known = meanings.filter((meaning) => meaning !== null);
  const average = known.reduce((sum, meaning) => sum + meaning, 0) / Math.max(1, known.length);
  const unmet = 1 - Math.min(1, Math.max(0, strength));
  const ofWords = MEANING.words - MEANING.wordsUnmet * unmet;
  const ofMeaning = MEANING.weight + MEANING.weightUnmet * unmet;
  const ofEveryday = MEANING.everydayUnmet * unmet;
  return ranked
    .map(({ id, score }, at) => ({
      id,
      score: ofWords * score + ofMeaning * (meanings[at] ?? average) + ofEveryday * (everyday[at] ?? 0),
    }))
    .sort((a, b) => b.score - a.score || a.id - b.id);
}
