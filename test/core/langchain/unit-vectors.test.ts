import { describe, expect, it } from 'vitest';
import { toUnitVectors, WrongVectorsError } from '../../../core/langchain/unit-vectors.ts';

describe('toUnitVectors', () => {
  it('scales every vector to length 1', () => {
    expect(
      toUnitVectors(
        [
          [3, 4],
          [0, -2],
        ],
        2,
        null,
      ),
    ).toEqual([Float32Array.from([0.6, 0.8]), Float32Array.from([0, -1])]);
  });

  it('keeps the direction of very small and very large vectors', () => {
    const [small, large] = toUnitVectors(
      [
        [1e-20, 0],
        [0, 1e20],
      ],
      2,
      2,
    );
    expect([small, large]).toEqual([Float32Array.from([1, 0]), Float32Array.from([0, 1])]);
  });

  it.each<[string, unknown, number, number | null]>([
    ['too few', [[1, 0]], 2, null],
    [
      'too many',
      [
        [1, 0],
        [1, 0],
      ],
      1,
      null,
    ],
    ['no list', { data: [] }, 1, null],
    ['nothing', undefined, 1, null],
    ['a missing vector', [[1, 0], null], 2, null],
    ['an empty vector', [[]], 1, null],
    [
      'two lengths',
      [
        [1, 0],
        [1, 0, 0],
      ],
      2,
      null,
    ],
    ['another length than the stored ones', [[1, 0]], 1, 3],
    ['NaN', [[1, Number.NaN]], 1, null],
    ['null in a vector', [[1, null]], 1, null],
    ['text in a vector', [[1, '0.5']], 1, null],
    ['infinity', [[Number.POSITIVE_INFINITY, 1]], 1, null],
    ['zeros', [[0, 0]], 1, null],
  ])('refuses %s', (_name, rows, count, dimensions) => {
    expect(() => toUnitVectors(rows, count, dimensions)).toThrow(WrongVectorsError);
  });
});
