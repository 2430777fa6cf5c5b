import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dimsOf, embedText } from './vectors.ts';

describe('embedText', () => {
  it('puts texts that share words nearer than texts that do not', () => {
    const near = (a: string, b: string) => dot(embedText(a, 256, 'm'), embedText(b, 256, 'm'));
    expect(near('how many days of leave', 'days of leave a year')).toBeGreaterThan(0.4);
    expect(near('how many days of leave', 'printer driver setup')).toBeLessThan(0.2);
  });

  it('has unit vectors, the same each time, and others for another model', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), (text, dims) => {
        const vector = embedText(text, dims, 'm');
        expect(dot(vector, vector)).toBeCloseTo(1);
        expect(embedText(text, dims, 'm')).toEqual(vector);
      }),
    );
    const [one, two] = [embedText('leave days', 256, 'one'), embedText('leave days', 256, 'two')];
    expect(dot(one, two)).toBeLessThan(0.6);
  });

  it('finds the dimension by model name', () => {
    expect(dimsOf({ small: 3, '*': 9 }, 'small')).toBe(3);
    expect(dimsOf({ small: 3, '*': 9 }, 'other')).toBe(9);
  });
});

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
