import { packVector } from '../../encoder/packed-vector.ts';
import { UNITS } from '../ranking/weights.ts';
import { createCutUnits, type ReadUnits } from './cut-units.ts';
import { type Directions, readDirections } from './directions.ts';
import type { HeldUnits, UnitShelf } from './unit-shelf.ts';
import { unitVectors } from './units.ts';
import { createWholeUnits } from './whole-units.ts';

/** Vectors of the units (`units.ts`) of passages, of one encoder. */
export type MeaningSet = HeldUnits & {
  readonly dimensions: number;
  /** Adds or replaces a passage; `packed` = the vectors of its units, one after the other (`packUnits`). */
  put(passage: number, collection: number, packed: Uint8Array): void;
};

export type MeaningSetOptions = {
  /** Where the vectors that were put can be read again. */
  read?: ReadUnits | undefined;
  /** So many units are kept whole at most. */
  wholeAtMost?: number;
  directions?: (dimensions: number) => Directions | null;
};

/**
 * Few units are kept whole in memory. From `wholeAtMost` on, where they can be read again (`read`), they are cut down to the
 * directions in which they differ most: a fifth of the memory and of the time of a search.
 */
export function createMeaningSet(
  dimensions: number,
  { read, wholeAtMost = UNITS.wholeAtMost, directions = readDirections }: MeaningSetOptions = {},
): MeaningSet {
  const whole = createWholeUnits(dimensions);
  let shelf: UnitShelf = whole;

  const cutDown = (readUnits: ReadUnits, known: Directions): UnitShelf => {
    const cut = createCutUnits(dimensions, known, readUnits);
    whole.each((passage, collection, vectors) => cut.put(passage, collection, vectors.map(packVector)));
    return cut;
  };

  return {
    dimensions,
    get passages() {
      return shelf.passages;
    },
    get units() {
      return shelf.units;
    },
    put(passage, collection, packed) {
      shelf.put(passage, collection, unitVectors(packed, dimensions));
      if (shelf !== whole || read === undefined || whole.units <= wholeAtMost) return;
      const known = directions(dimensions);
      if (known === null) return;
      shelf = cutDown(read, known);
      whole.clear();
    },
    remove: (passage) => shelf.remove(passage),
    has: (passage) => shelf.has(passage),
    ask: (vector) => shelf.ask(vector),
  };
}
