import type { PreparedQuery, VectorSet } from './vector-set.ts';
import type { VectorSpace } from './vector-space.ts';
import { FILTERED, HNSW } from './weights.ts';

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

/** Rows of allowed ids in a set: `Allowed.ids` are made anew whenever vectors come or go with their passages. */
const rowsKept = new WeakMap<Uint32Array, { set: VectorSet; rows: Uint8Array }>();

/**
 * The nearest of the passages allowed. Few are compared one by one; many are looked for in the graph, which is asked for
 * so many that the allowed ones among them are enough; all else, and what the graph finds too few of, is an exact scan.
 */
export function nearestAllowed(
  space: VectorSpace,
  vector: Float32Array,
  query: PreparedQuery,
  k: number,
  ids: Uint32Array,
): { id: number; score: number }[] {
  const { graph, set, pending } = space;
  const share = set.size === 0 ? 0 : ids.length / set.size;
  if (share <= FILTERED.oneByOne) return set.nearestOf(query, k, ids);
  const rows = rowsOf(set, ids);
  if (graph === null || share < FILTERED.leastForGraph) return set.nearestIn(query, k, rows);
  const found = graph
    .nearest(vector, Math.ceil((k / share) * FILTERED.spare))
    .filter(({ id }) => set.isMarked(id, rows));
  if (found.length < k) return set.nearestIn(query, k, rows);
  for (const id of pending) {
    const score = set.isMarked(id, rows) ? set.similarity(query, id) : null;
    if (score !== null) found.push({ id, score });
  }
  return found.sort((a, b) => b.score - a.score).slice(0, k);
}

function rowsOf(set: VectorSet, ids: Uint32Array): Uint8Array {
  const kept = rowsKept.get(ids);
  if (kept?.set === set) return kept.rows;
  const rows = set.rowsOf(ids);
  rowsKept.set(ids, { set, rows });
  return rows;
}
