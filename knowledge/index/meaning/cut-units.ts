import { packVector } from '../../encoder/packed-vector.ts';
import { createVectorSet } from '../vectors/vector-set.ts';
import type { Directions } from './directions.ts';
import { passagesOf, unitId } from './unit-ids.ts';
import type { PassageMeaning, UnitShelf } from './unit-shelf.ts';
import { unitVectors } from './units.ts';

/** Passages whose whole vectors are read for each one wanted: of twice as many, cut down, .99 of the nearest are among them. */
const LOOKED_AT = 2;

/** Packed vectors of passages' units, where they are kept. */
export type ReadUnits = (passages: readonly number[]) => ReadonlyMap<number, Uint8Array>;

/**
 * Units cut down in memory: they say which passages come near; how near each is, is read from where the whole vectors are
 * kept, for the passages that are asked about.
 */
export function createCutUnits(dimensions: number, directions: Directions, read: ReadUnits): UnitShelf {
  const set = createVectorSet(directions.count);
  const counts = new Map<number, number>();

  const remove = (passage: number): void => {
    for (let at = 0; at < (counts.get(passage) ?? 0); at++) set.remove(unitId(passage, at));
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
        set.put(unitId(passage, at), collection, directions.cut(packed));
      if (vectors.length > 0) counts.set(passage, vectors.length);
    },
    remove,
    has: (passage) => counts.has(passage),
    ask(vector) {
      const query = set.prepare(directions.cut(packVector(vector)));
      const known = new Map<number, PassageMeaning | null>();
      const look = (passage: number): PassageMeaning | null => {
        const bytes = counts.has(passage) ? read([passage]).get(passage) : undefined;
        if (bytes === undefined) return null;
        const [crumb = 0, ...sentences] = unitVectors(bytes, dimensions).map((unit) =>
          cosineOf(unit, vector),
        );
        return { crumb, sentences: Float32Array.from(sentences) };
      };
      const of = (passage: number): PassageMeaning | null => {
        const before = known.get(passage);
        if (before !== undefined) return before;
        const meaning = look(passage);
        known.set(passage, meaning);
        return meaning;
      };
      return {
        nearest(k, allowed) {
          const near = passagesOf((units) => set.nearest(query, units, allowed), k * LOOKED_AT);
          return near
            .map((passage) => ({ passage, best: bestOf(of(passage)) }))
            .sort((a, b) => b.best - a.best)
            .slice(0, k)
            .map(({ passage }) => passage);
        },
        of,
      };
    },
  };
}

function bestOf(meaning: PassageMeaning | null): number {
  return meaning === null ? -1 : Math.max(meaning.crumb, ...meaning.sentences);
}

function cosineOf(packed: Int8Array, vector: Float32Array): number {
  let [along, squares] = [0, 0];
  for (let at = 0; at < packed.length; at++) {
    const value = packed[at] as number;
    along += value * (vector[at] as number);
    squares += value * value;
  }
  return squares === 0 ? 0 : along / Math.sqrt(squares);
}
