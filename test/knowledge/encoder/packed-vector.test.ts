import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packVector, unpackVector } from '../../../knowledge/encoder/packed-vector.ts';

const directions = fc
  .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 512, maxLength: 512 })
  .filter((numbers) => numbers.some((number) => number !== 0))
  .map((numbers) => Float32Array.from(numbers, (number) => number / Math.hypot(...numbers)));

it('a packed vector has a quarter of the size and points where the vector does', () => {
  fc.assert(
    fc.property(directions, (vector) => {
      const packed = packVector(vector);
      const again = unpackVector(packed);
      expect(packed.byteLength * 4).toBe(vector.byteLength);
      expect(Math.hypot(...again)).toBeCloseTo(1, 5);
      expect(vector.reduce((sum, number, i) => sum + number * (again[i] ?? 0), 0)).toBeGreaterThan(0.9999);
    }),
  );
});

it('the vector of a text with nothing to read stays zero', () => {
  expect(unpackVector(packVector(new Float32Array(512)))).toEqual(new Float32Array(512));
});
