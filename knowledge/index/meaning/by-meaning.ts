import type { Ranked } from '../ranking/fusion.ts';
import { MEANING } from '../ranking/weights.ts';
import { meaningOf } from './meaning-score.ts';
import type { AskedMeaning } from './meaning-set.ts';

/**
 * Ranked anew with what the question means. A passage without vectors (it came a moment ago, or is in another language)
 * counts as meaning the average of the others: it neither wins nor loses by that.
 */
export function byMeaning(ranked: readonly Ranked[], asked: AskedMeaning): Ranked[] {
  const meanings = ranked.map(({ id }) => {
    const passage = asked.of(id);
    return passage === null ? null : meaningOf(passage);
  });
  const known = meanings.filter((meaning) => meaning !== null);
  const average = known.reduce((sum, meaning) => sum + meaning, 0) / Math.max(1, known.length);
  return ranked
    .map(({ id, score }, at) => ({ id, score: score + MEANING.weight * (meanings[at] ?? average) }))
    .sort((a, b) => b.score - a.score || a.id - b.id);
}
