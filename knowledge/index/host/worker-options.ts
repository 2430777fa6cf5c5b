/** What the worker is started with. */
export type IndexWorkerOptions = {
  /** Where the snapshot lies. */
  dir: string;
  /** The SQLite store; null = passages are kept in the worker's memory (tests, benches). */
  storePath: string | null;
  /**
   * `corpus` (default) = trained here on the passages; `none` = words only; otherwise a provider's model, whose
   * vectors come with passages (`IndexedPassage.vector`, table `passage_vectors`) and questions. `share` is what they
   * have of the fused score (default: `VECTOR_SHARE`).
   */
  vectors?: 'corpus' | 'none' | { id: string; dimensions: number; share?: number };
  /** The pretrained encoder whose vectors of units the store keeps; absent = questions are not compared by meaning. */
  encoder?: { id: string; dimensions: number };
  /** Postings and word orders stay in the snapshot's file: half the memory, for who searches once. */
  lean?: boolean;
  /** Vectors x dimensions from which on a graph is built (default: `HNSW.fromNumbers`). */
  graphFrom?: number;
  /** Bounds of the thread's heap; Node's own where nothing is said. */
  memory?: { maxOldGenerationSizeMb: number };
};

/** What lives in these threads are long arrays, outside the heap: room for short-lived objects would be held, not used. */
export const THREAD_HEAP = { maxYoungGenerationSizeMb: 12 } as const;
