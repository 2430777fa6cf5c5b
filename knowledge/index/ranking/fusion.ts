export type Ranked = { id: number; score: number };

/** A candidate with what either ranking says of it: the lexical score over the best one, and the cosine (0 without). */
export type Candidate = Ranked & { words: number; meaning: number };

/** The two rankings of a search: the best of each, and each one's score for any passage. */
export type Rankings = {
  lexical: Ranked[];
  lexicalScore(id: number): number;
  /** Null when the question has no vector. `share` is what its cosine has of the score, 0..1. */
  vector: { nearest: Ranked[]; similarity(id: number): number; share: number } | null;
  /** Passages that are candidates whatever the rankings say. */
  also?: readonly number[];
};

/**
 * One list out of both rankings, by weighted sum: the lexical score over the best lexical score, the cosine as it is
 * (below zero counts as zero). Each candidate has both of its scores, whichever ranking brought it. The best possible
 * passage has 1.
 */
export function fuse({ lexical, lexicalScore, vector, also = [] }: Rankings): Candidate[] {
  const best = lexical[0]?.score ?? 0;
  if (vector === null && also.length === 0) {
    return lexical.map(({ id, score }) => ({ id, score: score / best, words: score / best, meaning: 0 }));
  }
  const share = vector?.share ?? 0;
  const fused = new Map<number, Candidate>();
  const add = (id: number, ofWords: number): void => {
    const words = best > 0 ? ofWords / best : 0;
    const meaning = vector?.similarity(id) ?? 0;
    const score = (1 - share) * words + share * Math.max(0, meaning);
    fused.set(id, { id, score, words, meaning });
  };
  for (const { id, score } of lexical) add(id, score);
  for (const { id } of vector?.nearest ?? []) if (!fused.has(id)) add(id, lexicalScore(id));
  for (const id of also) if (!fused.has(id)) add(id, lexicalScore(id));
  return [...fused.values()].sort((a, b) => b.score - a.score || a.id - b.id);
}
