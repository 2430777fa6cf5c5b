import type { Packed } from '../files/packed-file.ts';
import { quantise } from '../training/corpus-model.ts';
import { strideOf } from './dot-scan.ts';

/** Many vectors packed as `VectorSet.sections` packs them, without a set in between: at the size that they end up with. */
export type VectorPack = {
  /** Adds a passage that is not there yet; the vector has the dimensions and finite numbers. */
  put(id: number, collection: number, vector: Float32Array): void;
  /** What was put. */
  pack(): Packed;
};

/** Room for `most` vectors. */
export function createVectorPack(dimensions: number, most: number): VectorPack {
  const stride = strideOf(dimensions);
  const ids = new Uint32Array(most);
  const collections = new Uint16Array(most);
  const scales = new Float32Array(most);
  const rows = new Int8Array(most * stride);
  let count = 0;
  return {
    put(id, collection, vector) {
      ids[count] = id;
      collections[count] = collection;
      scales[count] = quantise(vector, rows, count * stride);
      count++;
    },
    pack: () => ({
      meta: { dimensions },
      sections: new Map<string, Int8Array | Uint32Array | Uint16Array | Float32Array>([
        ['ids', ids.subarray(0, count)],
        ['collections', collections.subarray(0, count)],
        ['scales', scales.subarray(0, count)],
        ['rows', rows.subarray(0, count * stride)],
      ]),
    }),
  };
}
