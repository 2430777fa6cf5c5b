import { createHash } from 'node:crypto';

/** Values by the hash of what made them; the least recently used go first. Calls for one key at a time share a result. */
export type BoundedCache<T> = {
  /** The kept value, or what `make` gives; a failure is not kept. `null` results are given but not kept. */
  through(parts: readonly unknown[], make: () => Promise<T | null>): Promise<T | null>;
  readonly stats: { hits: number; misses: number; entries: number };
};

/** `most` entries are kept in memory. */
export function createBoundedCache<T>(most: number): BoundedCache<T> {
  const kept = new Map<string, T>();
  const underway = new Map<string, Promise<T | null>>();
  let hits = 0;
  let misses = 0;
  return {
    get stats() {
      return { hits, misses, entries: kept.size };
    },
    async through(parts, make) {
      const key = createHash('sha256').update(JSON.stringify(parts)).digest('base64');
      const known = kept.get(key);
      if (known !== undefined) {
        hits++;
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const running = underway.get(key);
      if (running !== undefined) {
        hits++;
        // Another caller's failure, its own end of patience included, is not this one's.
        return running.catch(() => make());
      }
      misses++;
      const made = make().finally(() => underway.delete(key));
      underway.set(key, made);
      const value = await made;
      if (value !== null) {
        kept.set(key, value);
        const oldest = kept.keys().next().value;
        if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      }
      return value;
    },
  };
}
