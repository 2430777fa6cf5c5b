import type { Reranker, RerankOutcome } from '../../ports/reranker.ts';
import { createBoundedCache } from './bounded-cache.ts';

/** Judgements that are kept: 1,000 of 24 numbers are under a megabyte. */
const MOST = 1_000;

/** A reranker that judges the same passages for the same question once. Failures are not kept. */
export function cacheReranker(reranker: Reranker, most = MOST): Reranker {
  const cache = createBoundedCache<number[]>(most);
  return {
    id: reranker.id,
    async rank(request, options) {
      let own: RerankOutcome | null = null;
      const scores = await cache.through([reranker.id, request.question, request.passages], async () => {
        own = await reranker.rank(request, options);
        return own.kind === 'ranked' ? own.scores : null;
      });
      if (scores !== null) return { kind: 'ranked', scores };
      // Another caller's failure, its own end of patience included, is not this one's.
      return own ?? reranker.rank(request, options);
    },
  };
}
