import type { Retriever, SearchRequest } from '../../core/ports/retriever.ts';
import type { ScoredPassage } from '../../core/types.ts';

/** Passages that are asked for at most. */
const MOST = 1000;

/** The best passage of each document, best first; more passages are asked for until `k` documents are found. */
export async function documentHits(
  retriever: Pick<Retriever, 'search'>,
  { k, ...request }: Omit<SearchRequest, 'hitsOnly'>,
): Promise<ScoredPassage[]> {
  for (let ask = k * 2; ; ask *= 2) {
    const { passages } = await retriever.search({ ...request, k: ask, hitsOnly: true });
    const best = new Map<string, ScoredPassage>();
    for (const passage of passages) if (!best.has(passage.documentId)) best.set(passage.documentId, passage);
    if (best.size >= k || passages.length < ask || ask > MOST) return [...best.values()].slice(0, k);
  }
}
