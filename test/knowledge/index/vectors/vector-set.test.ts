import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSections, unpackSections } from '../../../../knowledge/index/files/packed-file.ts';
import { normalised } from '../../../../knowledge/index/training/corpus-model.ts';
import { createDotScan, createScanRoom } from '../../../../knowledge/index/vectors/dot-scan.ts';
import { createVectorPack } from '../../../../knowledge/index/vectors/vector-pack.ts';
import { createVectorSet, type VectorSet } from '../../../../knowledge/index/vectors/vector-set.ts';

const unit = (dimensions: number, seed: number): Float32Array => {
  let state = seed * 7919 + 1;
  const vector = Float32Array.from({ length: dimensions }, () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  });
  return normalised(vector) ?? vector;
};
const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

describe('dot scan', () => {
  it('multiplies exactly, whatever the dimensions and the number of rows', () => {
    const numbers = fc.integer({ min: -127, max: 127 });
    const cases = fc.integer({ min: 1, max: 70 }).chain((dimensions) =>
      fc.record({
        rows: fc.array(fc.array(numbers, { minLength: dimensions, maxLength: dimensions }), {
          maxLength: 40,
        }),
        query: fc.array(fc.integer({ min: -3000, max: 3000 }), {
          minLength: dimensions,
          maxLength: dimensions,
        }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ rows, query }) => {
        const scan = createDotScan(query.length);
        for (const row of rows) scan.push(Int8Array.from(row));
        const found: number[] = [];
        scan.scan(Int16Array.from(query), (first, dots) => {
          expect(first).toBe(found.length);
          found.push(...dots);
        });
        expect(found).toEqual(rows.map((row) => row.reduce((sum, x, i) => sum + x * (query[i] ?? 0), 0)));
      }),
    );
  });

  it('goes on over several blocks', () => {
    const scan = createDotScan(16);
    for (let i = 0; i < 40_000; i++) scan.push(new Int8Array(16).fill(i % 100));
    const found: number[] = [];
    scan.scan(new Int16Array(16).fill(1), (_, dots) => found.push(...dots));
    expect(found).toHaveLength(40_000);
    expect(found.every((dot, i) => dot === 16 * (i % 100))).toBe(true);
  });
});

describe('vector set', () => {
  const filled = (count: number, dimensions: number): VectorSet => {
    const set = createVectorSet(dimensions);
    for (let id = 0; id < count; id++) set.put(id, id % 3, unit(dimensions, id));
    return set;
  };

  it.each([20, 160, 1536])('finds the nearest of %i dimensions as plain cosine does', (dimensions) => {
    const set = filled(300, dimensions);
    const query = unit(dimensions, 12_345);
    const found = set.nearest(set.prepare(query), 10, null);
    for (const { id, score } of found) {
      expect(score).toBeCloseTo(cosine(query, unit(dimensions, id)), 2);
      expect(set.similarity(set.prepare(query), id)).toBeCloseTo(score, 6);
    }
    const worst = found.at(-1)?.score ?? 0;
    const better = Array.from({ length: 300 }, (_, id) => cosine(query, unit(dimensions, id))).filter(
      (x) => x > worst + 0.01,
    );
    expect(better.length).toBeLessThan(10);
    expect(found[0]?.id).toBe(set.nearest(set.prepare(query), 1, null)[0]?.id);
  });

  it('does not overflow when query and row agree in one direction', () => {
    const dimensions = 3072;
    const set = createVectorSet(dimensions);
    const flat = normalised(new Float32Array(dimensions).fill(1)) ?? new Float32Array();
    set.put(1, 0, flat);
    expect(set.nearest(set.prepare(flat), 1, null)[0]?.score).toBeCloseTo(1, 2);
  });

  it('looks only where it is allowed to', () => {
    const set = filled(90, 20);
    const found = set.nearest(set.prepare(unit(20, 5)), 100, Uint8Array.from([0, 1, 0]));
    expect(found).toHaveLength(30);
    expect(found.every(({ id }) => id % 3 === 1)).toBe(true);
  });

  it('forgets what was removed and replaces what is put again', () => {
    const set = filled(50, 20);
    for (let id = 0; id < 50; id += 2) set.remove(id);
    set.put(1, 0, unit(20, 999));
    expect(set.size).toBe(25);
    expect(set.nearest(set.prepare(unit(20, 999)), 1, null)[0]).toMatchObject({ id: 1 });
    const ids = set.nearest(set.prepare(unit(20, 3)), 50, null).map(({ id }) => id);
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, i) => 2 * i + 1));
    for (const id of ids) expect(set.has(id)).toBe(true);
    expect(set.has(0)).toBe(false);
    expect(set.similarity(set.prepare(unit(20, 3)), 0)).toBeNull();
  });

  it('answers the same after it was packed, and grows when read in place', () => {
    const set = filled(100, 20);
    set.remove(7);
    const file = Buffer.concat(packSections(set.sections()));
    const room = createScanRoom(file.length);
    room.room.set(file);
    const loaded = createVectorSet(20, unpackSections(room.room), room);
    const copied = createVectorSet(20, unpackSections(new Uint8Array(file)));
    const query = unit(20, 77);
    const nearest = (one: VectorSet): unknown => one.nearest(one.prepare(query), 20, null);
    expect(nearest(loaded)).toEqual(nearest(set));
    expect(nearest(copied)).toEqual(nearest(set));
    for (let id = 1000; id < 9000; id++) {
      loaded.put(id, 0, unit(20, id));
      set.put(id, 0, unit(20, id));
    }
    expect(nearest(loaded)).toEqual(nearest(set));
  });

  it('refuses vectors of another length or with numbers that are none', () => {
    const set = createVectorSet(4);
    for (const bad of [
      [1, 0, 0],
      [1, 0, 0, 0, 0],
      [Number.NaN, 0, 0, 1],
      [Number.POSITIVE_INFINITY, 0, 0, 0],
    ]) {
      expect(() => set.put(1, 0, Float32Array.from(bad))).toThrow(/finite/);
      expect(() => set.prepare(Float32Array.from(bad))).toThrow(/finite/);
    }
    expect(set.size).toBe(0);
  });
});

describe('vector pack', () => {
  it('packs as a set does, though it has room for more', () => {
    const set = createVectorSet(20);
    const pack = createVectorPack(20, 40);
    for (let id = 1; id <= 30; id++) {
      set.put(id, id % 3, unit(20, id));
      pack.put(id, id % 3, unit(20, id));
    }
    expect(pack.pack()).toEqual(set.sections());
  });
});
