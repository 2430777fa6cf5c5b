import { unpackVector } from '../../encoder/packed-vector.ts';
import { createVectorSet, type PreparedQuery } from '../vectors/vector-set.ts';
import { MOST_UNITS } from './units.ts';

/** How much a passage means what the question means: cosines of its breadcrumb and of its sentences, in reading order. */
export type PassageMeaning = { crumb: number; sentences: Float32Array };

/** What a question means, made ready to be compared. */
export type AskedMeaning = {
  /** Passages by their best unit, best first; `allowed` by collection number, null = all. */
  nearest(k: number, allowed: Uint8Array | null): number[];
  /** Null for a passage whose units have no vectors yet. */
  of(passage: number): PassageMeaning | null;
};

/** Vectors of the units (`units.ts`) of passages, of one encoder. */
export type MeaningSet = {
  readonly dimensions: number;
  /** Passages and units that it holds. */
  readonly passages: number;
  readonly units: number;
  /** Adds or replaces a passage; `packed` = the vectors of its units, one after the other (`packUnits`). */
  put(passage: number, collection: number, packed: Uint8Array): void;
  remove(passage: number): void;
  has(passage: number): boolean;
  ask(vector: Float32Array): AskedMeaning;
};

/** Units looked at for each passage wanted: several of the best may be of one passage. */
const UNITS_A_PASSAGE = 4;

export function createMeaningSet(dimensions: number): MeaningSet {
  const set = createVectorSet(dimensions);
  const counts = new Map<number, number>();
  const unitId = (passage: number, at: number): number => passage * MOST_UNITS + at;

  const remove = (passage: number): void => {
    for (let at = 0; at < (counts.get(passage) ?? 0); at++) set.remove(unitId(passage, at));
    counts.delete(passage);
  };
  const of = (query: PreparedQuery, passage: number): PassageMeaning | null => {
    const count = counts.get(passage);
    if (count === undefined) return null;
    const cosine = (at: number): number => set.similarity(query, unitId(passage, at)) ?? 0;
    return {
      crumb: cosine(0),
      sentences: Float32Array.from({ length: count - 1 }, (_, at) => cosine(at + 1)),
    };
  };

  return {
    dimensions,
    get passages() {
      return counts.size;
    },
    get units() {
      return set.size;
    },
    put(passage, collection, packed) {
      remove(passage);
      const count = Math.min(MOST_UNITS, Math.floor(packed.length / dimensions));
      for (let at = 0; at < count; at++) {
        const numbers = new Int8Array(packed.buffer, packed.byteOffset + at * dimensions, dimensions);
        set.put(unitId(passage, at), collection, unpackVector(numbers));
      }
      if (count > 0) counts.set(passage, count);
    },
    remove,
    has: (passage) => counts.has(passage),
    ask(vector) {
      const query = set.prepare(vector);
      return {
        nearest(k, allowed) {
          const passages = new Set<number>();
          for (const { id } of set.nearest(query, k * UNITS_A_PASSAGE, allowed)) {
            passages.add(Math.floor(id / MOST_UNITS));
            if (passages.size === k) break;
          }
          return [...passages];
        },
        of: (passage) => of(query, passage),
      };
    },
  };
}
