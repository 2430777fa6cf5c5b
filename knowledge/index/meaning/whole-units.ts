import { unpackVector } from '../../encoder/packed-vector.ts';
import { createVectorSet } from '../vectors/vector-set.ts';
import { passagesOf, unitId } from './unit-ids.ts';
import type { PassageMeaning, UnitShelf } from './unit-shelf.ts';

/** Units whole in memory: half a kilobyte each, compared exactly. */
export function createWholeUnits(dimensions: number): UnitShelf & {
  /** The units as they are kept, passage by passage. */
  each(visit: (passage: number, collection: number, vectors: Float32Array[]) => void): void;
  clear(): void;
} {
  let set = createVectorSet(dimensions);
  const counts = new Map<number, { units: number; collection: number }>();
  const unpacked = new Float32Array(dimensions);

  const remove = (passage: number): void => {
    for (let at = 0; at < (counts.get(passage)?.units ?? 0); at++) set.remove(unitId(passage, at));
    counts.delete(passage);
  };
  return {
    get passages() {
      return counts.size;
    },
    get units() {
      return set.size;
    },
    put(passage, collection, vectors) {
      remove(passage);
      for (const [at, packed] of vectors.entries())
        set.put(unitId(passage, at), collection, unpackVector(packed, unpacked));
      if (vectors.length > 0) counts.set(passage, { units: vectors.length, collection });
    },
    remove,
    has: (passage) => counts.has(passage),
    ask(vector) {
      const query = set.prepare(vector);
      return {
        nearest: (k, allowed) => passagesOf((units) => set.nearest(query, units, allowed), k),
        of(passage): PassageMeaning | null {
          const known = counts.get(passage);
          if (known === undefined) return null;
          const cosine = (at: number): number => set.similarity(query, unitId(passage, at)) ?? 0;
          return {
            crumb: cosine(0),
            sentences: Float32Array.from({ length: known.units - 1 }, (_, at) => cosine(at + 1)),
          };
        },
      };
    },
    each(visit) {
      for (const [passage, { units, collection }] of counts)
        visit(
          passage,
          collection,
          Array.from({ length: units }, (_, at) => set.vectorOf(unitId(passage, at)) as Float32Array),
        );
    },
    clear() {
      set = createVectorSet(dimensions);
      counts.clear();
    },
  };
}
