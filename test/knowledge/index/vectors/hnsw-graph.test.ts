import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { normalised } from '../../../../knowledge/index/training/corpus-model.ts';
import {
  buildGraphFile,
  type GraphFacts,
  type HnswGraph,
  loadGraphFile,
} from '../../../../knowledge/index/vectors/hnsw-graph.ts';
import { nearestPassages } from '../../../../knowledge/index/vectors/vector-search.ts';
import { createVectorSet } from '../../../../knowledge/index/vectors/vector-set.ts';
import { attachGraph, createGivenSpace } from '../../../../knowledge/index/vectors/vector-space.ts';

const DIMENSIONS = 24;
const COUNT = 600;
const vectorOf = (id: number): Float32Array => {
  let state = id * 104_729 + 17;
  const vector = Float32Array.from({ length: DIMENSIONS }, () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  });
  return normalised(vector) ?? vector;
};
const ids = Uint32Array.from({ length: COUNT }, (_, i) => i * 3 + 1);

describe('vector graph on disk', () => {
  let dir: string;
  let facts: GraphFacts;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'docent-graph-'));
    facts = buildGraphFile(
      dir,
      { model: 'test/1', dimensions: DIMENSIONS, generation: 5 },
      { ids, vectorAt: (row) => vectorOf(ids[row] ?? 0) },
    );
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const load = (expected: Partial<GraphFacts> = {}): HnswGraph => {
    const found = loadGraphFile(dir, { ...facts, ...expected });
    if ('refused' in found) throw new Error(found.refused);
    return found.graph;
  };
  const refusal = (expected: Partial<GraphFacts> = {}): string => {
    const found = loadGraphFile(dir, { ...facts, ...expected });
    return 'refused' in found ? found.refused : 'taken';
  };
  const graphFile = (): string => join(dir, readdirSync(dir).find((file) => file.endsWith('.bin')) ?? 'none');

  it('finds at least 98 % of the ten exact neighbours', () => {
    const graph = load();
    const set = createVectorSet(DIMENSIONS);
    for (const id of ids) set.put(id, 0, vectorOf(id));
    let found = 0;
    for (let q = 0; q < 50; q++) {
      const query = vectorOf(1_000_000 + q);
      const exact = new Set(set.nearest(set.prepare(query), 10, null).map(({ id }) => id));
      found += graph.nearest(query, 10).filter(({ id }) => exact.has(id)).length;
    }
    expect(found / 500).toBeGreaterThanOrEqual(0.98);
  });

  it('never finds what was removed', () => {
    const graph = load();
    graph.remove(ids[0] ?? 0);
    graph.remove(ids[0] ?? 0);
    graph.remove(999_999);
    expect(graph.nearest(vectorOf(ids[0] ?? 0), COUNT).map(({ id }) => id)).not.toContain(ids[0]);
  });

  it('is refused for another model, dimension, count or generation', () => {
    expect(refusal()).toBe('taken');
    expect(refusal({ model: 'test/2' })).toMatch(/model/);
    expect(refusal({ dimensions: DIMENSIONS * 2 })).toMatch(/dimensions/);
    expect(refusal({ count: COUNT - 1 })).toMatch(/count/);
    expect(refusal({ generation: 6 })).toMatch(/generation/);
  });

  it('is refused, without a crash, for flipped bytes, cuts and missing files', () => {
    const file = graphFile();
    const whole = readFileSync(file);
    for (let trial = 0; trial < 40; trial++) {
      const damaged = Buffer.from(whole);
      const at = (trial * 7919) % damaged.length;
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (trial % 8)), at);
      writeFileSync(file, damaged);
      expect(refusal()).toMatch(/hash/);
    }
    writeFileSync(file, whole);
    truncateSync(file, whole.length - 4096);
    expect(refusal()).toMatch(/size/);
    rmSync(file);
    expect(refusal()).toMatch(/missing/);
  });

  it('is refused for a damaged manifest, or one that points elsewhere', () => {
    const manifest = join(dir, 'hnsw.json');
    const text = readFileSync(manifest, 'utf8');
    for (const damaged of [
      '',
      '{}',
      text.slice(1),
      text.replace('"ip"', '"l2"'),
      text.replace('hnsw-', '../hnsw-'),
    ]) {
      writeFileSync(manifest, damaged);
      expect(refusal()).toMatch(/manifest/);
    }
  });

  it('replaces the graph before it and leaves one file', () => {
    buildGraphFile(
      dir,
      { model: 'test/1', dimensions: DIMENSIONS, generation: 9 },
      { ids: ids.subarray(0, 10), vectorAt: (row) => vectorOf(ids[row] ?? 0) },
    );
    expect(readdirSync(dir).sort()).toHaveLength(2);
    expect(load({ generation: 9, count: 10 }).ids.size).toBe(10);
  });

  it('refuses to build from a vector that would crash the library', () => {
    const bad = new Float32Array(DIMENSIONS).fill(Number.NaN);
    const facts = { model: 'm', dimensions: DIMENSIONS, generation: 1 };
    expect(() => buildGraphFile(dir, facts, { ids, vectorAt: () => bad })).toThrow(/finite/);
    expect(() => buildGraphFile(dir, facts, { ids, vectorAt: () => new Float32Array(3) })).toThrow(/finite/);
  });

  it('searches newer vectors beside the graph, and filters without losing any', () => {
    const space = createGivenSpace('test/1', DIMENSIONS);
    ids.forEach((id, row) => {
      space.set.put(id, row % 20 === 0 ? 1 : 0, vectorOf(id));
    });
    space.set.put(5000, 0, vectorOf(5000));
    space.set.remove(ids[1] ?? 0);
    attachGraph(space, load());
    const near = (id: number, k: number, allowed: Uint8Array | null): number[] => {
      const vector = vectorOf(id);
      return nearestPassages(space, vector, space.set.prepare(vector), k, allowed).map((found) => found.id);
    };
    expect(near(5000, 3, null)[0]).toBe(5000);
    expect(near(ids[1] ?? 0, COUNT, null)).not.toContain(ids[1]);
    expect(near(7, 30, Uint8Array.from([0, 1])).toSorted((a, b) => a - b)).toEqual(
      [...ids].filter((_, row) => row % 20 === 0),
    );
  });
});
