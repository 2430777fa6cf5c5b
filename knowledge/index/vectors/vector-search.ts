import { FILTERED, HNSW } from '../ranking/weights.ts';
import type { PreparedQuery, VectorSet } from './vector-set.ts';
import type { VectorSpace } from './vector-space.ts';

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
 * The nearest of the passages allowed, exactly: few are compared one by one, many by a scan of all. Never by the graph:
 * where neighbours lie close together it misses a fifth of them, whatever it is asked for (DECISIONS, "Filters").
 */
export function nearestAllowed(
  { set }: VectorSpace,
  query: PreparedQuery,
  k: number,
  ids: Uint32Array,
): { id: number; score: number }[] {
  if (ids.length <= set.size * FILTERED.oneByOne) return set.nearestOf(query, k, ids);
  return set.nearestIn(query, k, rowsOf(set, ids));
}

function rowsOf(set: VectorSet, ids: Uint32Array): Uint8Array {
  const kept = rowsKept.get(ids);
  if (kept?.set === set) return kept.rows;
  const rows = set.rowsOf(ids);
  rowsKept.set(ids, { set, rows });
  return rows;
}
