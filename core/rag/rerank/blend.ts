import type { ScoredPassage } from '../../types.ts';
import { rerankSettings } from './rerank-settings.ts';

/**
 * The pool in the order of both scores; equal ones keep their order. A place keeps its score, so that scores still fall
 * and go on falling in the passages behind the pool; sentences rise and fall with their passage.
 */
export function blend(pool: ScoredPassage[], scores: readonly number[]): ScoredPassage[] {
  const own = shares(pool.map(({ score }) => score));
  const judged = shares(scores);
  const { weight, sentenceShift } = rerankSettings;
  const blended = pool.map((passage, at) => {
    const before = own[at] ?? 0;
    return { passage, before, after: weight * (judged[at] ?? 0) + (1 - weight) * before };
  });
  return blended
    .toSorted((a, b) => b.after - a.after)
    .map(({ passage, before, after }, place) => ({
      ...passage,
      score: pool[place]?.score ?? passage.score,
      sentences: passage.sentences.map((sentence) => ({
        ...sentence,
        score: sentence.score * Math.exp(sentenceShift * (after - before)),
      })),
    }));
}

/** From 0, the worst, to 1, the best; equal scores are all 0: they say nothing. */
function shares(scores: readonly number[]): number[] {
  const least = scores.reduce((low, score) => Math.min(low, score), Number.POSITIVE_INFINITY);
  const most = scores.reduce((high, score) => Math.max(high, score), Number.NEGATIVE_INFINITY);
  const range = most - least;
  return scores.map((score) => (range > 0 ? (score - least) / range : 0));
}
