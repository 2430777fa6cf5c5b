import { quantise } from '../index/training/corpus-model.ts';

/**
 * The stored form of a unit vector: a signed byte a number, a quarter of its size. Only the direction is kept, since
 * the length is known to be 1; the cosine with the vector itself stays above .9999.
 */
export type PackedVector = Int8Array;

/** Numbers that are all zero stay so. */
export function packVector(vector: Float32Array): PackedVector {
  const packed = new Int8Array(vector.length);
  quantise(vector, packed, 0);
  return packed;
}

/** The vector with length 1 again, in `into` where that is given: of many vectors, each would be garbage. */
export function unpackVector(packed: PackedVector, into = new Float32Array(packed.length)): Float32Array {
  let squares = 0;
  for (const number of packed) squares += number * number;
  const factor = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  for (let at = 0; at < packed.length; at++) into[at] = (packed[at] as number) * factor;
  return into;
}
