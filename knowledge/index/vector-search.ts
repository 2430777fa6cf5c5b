import type { PreparedQuery } from './vector-set.ts';
import type { VectorSpace } from './vector-space.ts';
import { HNSW } from './weights.ts';

/** Whether a graph should be built: none stands for a large set, or too much came after it. */
export function wantsGraph(space: VectorSpace, fromNumbers: number = HNSW.fromNumbers): boolean {
  const large = space.set.size * space.set.dimensions >= fromNumbers;
  return large && (space.graph === null || space.pending.size > HNSW.mostPending);
}

/** Nearest passages by cosine: through the graph where there is one, else exactly. */
export function nearestPassages(
  space: VectorSpace,
  vector: Float32Array,
  query: PreparedQuery,
  k: number,
  allowed: Uint8Array | null,
): { id: number; score: number }[] {
  const { graph, set } = space;
  if (graph === null) return set.nearest(query, k, allowed);
  const found = graph.nearest(vector, k * 2).filter(({ id }) => set.isIn(id, allowed));
  // A narrow filter leaves too few of them; an exact scan then costs less than a filtered walk.
  if (allowed !== null && found.length < k) return set.nearest(query, k, allowed);
  const pending = [...space.pending].flatMap((id) => {
    const score = set.isIn(id, allowed) ? set.similarity(query, id) : null;
    return score === null ? [] : [{ id, score }];
  });
  return [...found, ...pending].sort((a, b) => b.score - a.score).slice(0, k);
}
