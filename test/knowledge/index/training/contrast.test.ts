import { describe, expect, it } from 'vitest';
import {
  type Contrast,
  createContrast,
  type PairBatch,
} from '../../../../knowledge/index/training/contrast.ts';
import { createMatrixProduct } from '../../../../knowledge/index/vectors/matrix-product.ts';
import { createRowLoops } from '../../../../knowledge/index/vectors/row-loops.ts';
import { wasmMemory } from '../../../../knowledge/index/vectors/wasm-code.ts';
import { createNoise } from '../../../../knowledge/index/words/noise.ts';

const [ROWS, DIMENSIONS, BATCH] = [12, 5, 4] as const;

function numbers(length: number, seed: number): Float32Array {
  const random = createNoise(seed);
  return Float32Array.from({ length }, () => random() - 0.5);
}

/** Four pairs; the first and the third have one target in common. */
function batchOf(seed: number): PairBatch {
  const random = createNoise(seed);
  const bags = (): PairBatch['queries'] => ({
    count: BATCH,
    starts: Uint32Array.from([0, 2, 5, 6, 8]),
    rows: Uint32Array.from({ length: 8 }, () => Math.floor(random() * ROWS)),
    weights: Float32Array.from({ length: 8 }, () => 0.5 + random()),
  });
  return { queries: bags(), targets: bags(), groups: Uint32Array.from([7, 1, 7, 3]) };
}

function contrastOf(start: Float32Array): Contrast {
  const options = { rows: ROWS, dimensions: DIMENSIONS, batch: BATCH, sharpness: 5, entries: 8, start };
  return createContrast(options);
}

describe('contrastive training', () => {
  it.each([3, 11, 29])('has the gradient that finite differences have (seed %i)', (seed) => {
    const start = numbers(ROWS * DIMENSIONS, seed);
    const batch = batchOf(seed);
    const contrast = contrastOf(start);
    contrast.gradient(batch);
    const step = 0.002;
    for (let at = 0; at < start.length; at++) {
      const [above, below] = [start.slice(), start.slice()];
      above[at] = (start[at] ?? 0) + step;
      below[at] = (start[at] ?? 0) - step;
      const slope = (contrastOf(above).gradient(batch) - contrastOf(below).gradient(batch)) / (2 * step);
      const held = contrast.gradientOf(Math.floor(at / DIMENSIONS))[at % DIMENSIONS] ?? Number.NaN;
      expect(Math.abs(held - slope)).toBeLessThan(0.004 + Math.abs(slope) * 0.01);
    }
  });

  it('takes no target of the same group for a wrong answer', () => {
    const start = numbers(ROWS * DIMENSIONS, 5);
    const batch = batchOf(5);
    const apart = { ...batch, groups: Uint32Array.from([0, 1, 2, 3]) };
    expect(contrastOf(start).gradient(batch)).toBeLessThan(contrastOf(start).gradient(apart));
  });

  it('lowers the loss with every step, and leaves rows alone that no text had', () => {
    const start = numbers(ROWS * DIMENSIONS, 17);
    const contrast = contrastOf(start);
    const batch = batchOf(17);
    const losses = Array.from({ length: 20 }, () => {
      const loss = contrast.gradient(batch);
      contrast.update(0.01);
      return loss;
    });
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.8);
    const used = new Set([...batch.queries.rows, ...batch.targets.rows]);
    const unused = Array.from({ length: ROWS }, (_, row) => row).filter((row) => !used.has(row));
    expect(unused.length).toBeGreaterThan(0);
    for (const row of unused) {
      expect([...contrast.vectorOf(row)]).toEqual([...start.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS)]);
    }
  });

  it('holds a gradient until it is used, and not longer', () => {
    const contrast = contrastOf(numbers(ROWS * DIMENSIONS, 2));
    const batch = batchOf(2);
    contrast.gradient(batch);
    const row = batch.queries.rows[0] ?? 0;
    expect(contrast.gradientOf(row).some((x) => x !== 0)).toBe(true);
    contrast.update(0.01);
    expect(contrast.gradientOf(row).every((x) => x === 0)).toBe(true);
  });

  it('survives texts without a known word', () => {
    const contrast = contrastOf(numbers(ROWS * DIMENSIONS, 2));
    const batch = batchOf(2);
    const silent = { ...batch.queries, starts: new Uint32Array(BATCH + 1) };
    expect(contrast.gradient({ ...batch, queries: silent })).toBeGreaterThan(0);
    contrast.update(0.01);
    for (let row = 0; row < ROWS; row++) expect(contrast.vectorOf(row).every(Number.isFinite)).toBe(true);
  });
});

describe('the loops it is made of', () => {
  it('multiply matrices', () => {
    const [m, n, inner] = [8, 6, 12] as const;
    const memory = wasmMemory(4 * (m * inner + n * inner + m * n));
    const floats = new Float32Array(memory.buffer);
    floats.set(numbers((m + n) * inner, 9));
    const [b, c] = [m * inner, (m + n) * inner] as const;
    createMatrixProduct(memory, { n, inner })(0, b * 4, c * 4, m);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let dot = 0;
        for (let k = 0; k < inner; k++)
          dot += (floats[i * inner + k] ?? 0) * (floats[b + j * inner + k] ?? 0);
        expect(floats[c + i * n + j]).toBeCloseTo(dot, 5);
      }
    }
    expect(floats[c + m * n]).toBe(0);
  });

  it('take the steps of Adam', () => {
    const memory = wasmMemory(65_536);
    const floats = new Float32Array(memory.buffer);
    const loops = createRowLoops(memory, 32);
    const gradient = numbers(32, 4);
    const values = numbers(32, 8);
    floats.set(values, 0);
    const [m, v] = [new Float64Array(32), new Float64Array(32)];
    for (let step = 1; step <= 3; step++) {
      floats.set(gradient, 32);
      const [rate, correction] = [0.01 / (1 - 0.9 ** step), 1 / (1 - 0.999 ** step)];
      floats.set([0.9, 0.999, 0.1, 0.001, rate, correction, 1e-8], 512);
      loops.adam(0, 128, 256, 384, 2048);
      for (let d = 0; d < 32; d++) {
        const g = gradient[d] ?? 0;
        m[d] = 0.9 * (m[d] ?? 0) + 0.1 * g;
        v[d] = 0.999 * (v[d] ?? 0) + 0.001 * g * g;
        values[d] = (values[d] ?? 0) - (rate * (m[d] ?? 0)) / (Math.sqrt((v[d] ?? 0) * correction) + 1e-8);
      }
    }
    for (let d = 0; d < 32; d++) expect(floats[d]).toBeCloseTo(values[d] ?? 0, 5);
    expect(floats.subarray(32, 64).every((x) => x === 0)).toBe(true);
  });
});
