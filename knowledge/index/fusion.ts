import { VECTOR_SHARE } from './weights.ts';

export type Ranked = { id: number; score: number };

/** The legs of a search: the best of each, and each one's score for any passage. */
export type Legs = {
  lexical: Ranked[];
  lexicalScore(id: number): number;
  /** Null when the question has no vector. */
  vector: { nearest: Ranked[]; similarity(id: number): number } | null;
};

/**
 * One list out of both legs, by weighted sum: the lexical score over the best lexical score, the cosine as it is
 * (below zero counts as zero). Each candidate has both of its scores, whichever leg brought it. The best possible
 * passage has 1.
 */
export function fuse({ lexical, lexicalScore, vector }: Legs): Ranked[] {
  const best = lexical[0]?.score ?? 0;
  if (vector === null) return lexical.map(({ id, score }) => ({ id, score: score / best }));
  const scores = new Map<number, number>();
  for (const { id } of [...lexical, ...vector.nearest]) {
    if (scores.has(id)) continue;
    const words = best > 0 ? lexicalScore(id) / best : 0;
    const meaning = Math.max(0, vector.similarity(id));
    scores.set(id, (1 - VECTOR_SHARE) * words + VECTOR_SHARE * meaning);
  }
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || a.id - b.id);
}
