import { readFileSync } from 'node:fs';
import { createDotScan } from '../vectors/dot-scan.ts';

/** Directions in which vectors differ most: a vector cut down to them keeps most of what it is compared by. */
export type Directions = {
  readonly count: number;
  /** The vector of length 1 that was packed (`packed-vector.ts`), cut down. */
  cut(packed: Int8Array): Float32Array;
};

/**
 * Packed directions for the shipped encoder, one after the other. Made by `node test/bench/unit-directions.ts`, to be run
 * again when the encoder changes.
 */
export const directionsFile = new URL('./directions.bin', import.meta.url);

/** The shipped directions, for vectors of so many numbers; null where they are for others. */
export function readDirections(dimensions: number): Directions | null {
  if (dimensions !== SHIPPED_DIMENSIONS) return null;
  const bytes = readFileSync(directionsFile);
  return directionsOf(
    Array.from(
      { length: bytes.length / dimensions },
      (_, at) => new Int8Array(bytes.buffer, bytes.byteOffset + at * dimensions, dimensions),
    ),
    dimensions,
  );
}

const SHIPPED_DIMENSIONS = 512;

/** Packed directions, so that a vector is cut down by the kernel that searches it. */
export function directionsOf(rows: readonly Int8Array[], dimensions: number): Directions {
  const scan = createDotScan(dimensions);
  for (const row of rows) scan.push(row);
  const scales = rows.map((row) => 1 / lengthOf(row));
  const wide = new Int16Array(dimensions);
  return {
    count: rows.length,
    cut(packed) {
      wide.set(packed);
      const length = lengthOf(packed);
      const along = new Float32Array(rows.length);
      scan.scan(wide, (from, dots) => {
        for (let at = 0; at < dots.length; at++)
          along[from + at] = ((dots[at] as number) * (scales[from + at] as number)) / length;
      });
      return along;
    },
  };
}

function lengthOf(packed: Int8Array): number {
  let squares = 0;
  for (let at = 0; at < packed.length; at++) squares += (packed[at] as number) ** 2;
  return squares === 0 ? 1 : Math.sqrt(squares);
}
