import { quantise } from '../training/corpus-model.ts';

/** Bytes of a scale before each vector's numbers. */
const SCALE = 4;

/** Vectors of a passage's units as the store keeps them: for each a float32 scale, then a byte a number (little-endian). */
export function packUnits(vectors: readonly Float32Array[]): Uint8Array {
  const dimensions = vectors[0]?.length ?? 0;
  const bytes = new Uint8Array(vectors.length * (SCALE + dimensions));
  const view = new DataView(bytes.buffer);
  const numbers = new Int8Array(dimensions);
  vectors.forEach((vector, at) => {
    const from = at * (SCALE + dimensions);
    view.setFloat32(from, quantise(vector, numbers.fill(0), 0), true);
    bytes.set(new Uint8Array(numbers.buffer), from + SCALE);
  });
  return bytes;
}

/** The vectors that `packUnits` packed; none where the bytes are not of that many dimensions. */
export function unpackUnits(bytes: Uint8Array, dimensions: number): Float32Array[] {
  const size = SCALE + dimensions;
  if (bytes.length % size !== 0) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / size }, (_, at) => {
    const scale = view.getFloat32(at * size, true);
    const from = bytes.byteOffset + at * size + SCALE;
    return Float32Array.from(new Int8Array(bytes.buffer, from, dimensions), (byte) => byte * scale);
  });
}
