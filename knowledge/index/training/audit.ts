import type { SearchEngine } from '../host/search-engine.ts';
import { nearestPassages } from '../vectors/vector-search.ts';

/** What an index says of itself against the store, before it is trusted to serve. */
export type IndexAudit = {
  /** Of the index, and of the store when its ids were read; they differ while changes are on their way. */
  generation: number;
  storeGeneration: number;
  /** Published passages that the index has not, and passages of the index that are not published. */
  missing: number;
  extra: number;
  /** Published passages without a vector. */
  bare: number;
  /** Share of the exact nearest neighbours that the graph finds, of `sampled` vectors; null = the scan is exact. */
  recall: number | null;
  sampled: number;
};

/** How many vectors are looked up, and how many neighbours of each. */
export type AuditSample = { vectors: number; neighbours: number };

/** Two cosines that are the same but for rounding. */
const SAME = 1e-6;

/** Compares what the engine holds with the ids that are published. */
export function compareIds(
  { lexical, space }: SearchEngine,
  published: readonly number[],
): Pick<IndexAudit, 'missing' | 'extra' | 'bare'> {
  let missing = 0;
  let bare = 0;
  for (const id of published) {
    if (lexical.find(id) === null) missing++;
    else if (space !== null && !space.set.has(id)) bare++;
  }
  const held = lexical.size;
  return { missing, extra: held - (published.length - missing), bare };
}

/** Recall of the graph against the exact scan, on vectors of the set evenly spread; each is its own query. */
export function graphRecall(
  { space }: SearchEngine,
  { vectors, neighbours }: AuditSample,
): Pick<IndexAudit, 'recall' | 'sampled'> {
  if (space === null || space.graph === null) return { recall: null, sampled: 0 };
  const ids = space.set.ids();
  const step = Math.max(1, Math.floor(ids.length / vectors));
  let found = 0;
  let wanted = 0;
  let sampled = 0;
  for (let at = 0; at < ids.length && sampled < vectors; at += step) {
    const own = ids[at] as number;
    const vector = space.set.vectorOf(own);
    if (vector === null) continue;
    sampled++;
    const query = space.set.prepare(vector);
    // Its own vector is found by anything: it does not count.
    const others = (list: { id: number; score: number }[]) =>
      list.filter(({ id }) => id !== own).slice(0, neighbours);
    const exact = others(space.set.nearest(query, neighbours + 1, null));
    const last = exact.at(-1)?.score ?? 0;
    const near = others(nearestPassages(space, vector, query, neighbours + 1, null));
    wanted += exact.length;
    // By likeness, not by id: of vectors that are equally near, either will do.
    found += near.filter(({ id }) => (space.set.similarity(query, id) ?? -1) >= last - SAME).length;
  }
  return { recall: wanted === 0 ? null : Math.min(1, found / wanted), sampled };
}
