import { policy } from '../rag/policy.ts';
import type { ScoredPassage } from '../types.ts';

/** The passages that are read for an answer: behind each of the foremost the one that its document goes on with, once. */
export function readOn(found: readonly ScoredPassage[]): ScoredPassage[] {
  const passages = found.slice(0, policy.modelPassages);
  const known = new Set(passages.map(({ passageId }) => passageId));
  return passages.flatMap((passage, at) => {
    const { following } = passage;
    if (following === undefined || at >= policy.readOnBehind || known.has(following.passageId))
      return [passage];
    known.add(following.passageId);
    return [passage, { ...following, score: 0, sentences: [] }];
  });
}
