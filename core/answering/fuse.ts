import { policy } from '../rag/policy.ts';
import type { Retrieved, ScoredPassage } from '../types.ts';

/** Places that count nearly alike at the top of a list. */
const FLAT = 2;

/**
 * Several searches for one question as one result. A passage counts by its place in each list, times the evidence of that
 * search; its sentences are those of the search with most evidence. The evidence is that of the best search.
 */
export function fuse(searches: readonly [Retrieved, ...Retrieved[]]): Retrieved {
  const [own] = searches;
  const evidence = Math.max(...searches.map((search) => search.evidence));
  const scores = new Map<string, number>();
  const best = new Map<string, { passage: ScoredPassage; evidence: number }>();
  for (const search of searches) {
    for (const [at, passage] of search.passages.entries()) {
      const id = passage.passageId;
      scores.set(id, (scores.get(id) ?? 0) + search.evidence / (FLAT + at));
      const known = best.get(id);
      // Only a search's first passages have their sentences read.
      const isBetter = known === undefined || search.evidence > known.evidence;
      const reads = passage.sentences.length > 0 || known === undefined;
      if (reads && (isBetter || known.passage.sentences.length === 0))
        best.set(id, { passage, evidence: search.evidence });
    }
  }
  const passages = [...best]
    .map(([id, { passage }]) => ({ ...passage, score: scores.get(id) as number }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, policy.searchPassages);
  return { ...own, passages, evidence };
}
