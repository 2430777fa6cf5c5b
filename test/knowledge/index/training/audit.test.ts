import { describe, expect, it } from 'vitest';
import { createSearchEngine } from '../../../../knowledge/index/host/engine.ts';
import { createMemorySource } from '../../../../knowledge/index/host/passage-source.ts';
import { compareIds, graphRecall } from '../../../../knowledge/index/training/audit.ts';
import type { HnswGraph } from '../../../../knowledge/index/vectors/hnsw-graph.ts';
import { attachGraph, createGivenSpace } from '../../../../knowledge/index/vectors/vector-space.ts';

const DIMENSIONS = 8;
const COUNT = 300;
const SAMPLE = { vectors: 150, neighbours: 10 };

function unit(id: number): Float32Array {
  const raw = Float32Array.from({ length: DIMENSIONS }, (_, at) => Math.sin(id * 12.9 + at * 78.2));
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
}

function engineWith(ids: number[]) {
  const space = createGivenSpace('test/1', DIMENSIONS);
  const engine = createSearchEngine(createMemorySource(), undefined, space);
  const place = { collection: 'a', title: '', path: '', headings: [] };
  engine.add(ids.map((id) => ({ ...place, id, documentKey: id, text: `word${id}`, vector: unit(id) })));
  return { engine, space };
}

const all = Array.from({ length: COUNT }, (_, id) => id);

describe('an audit of the index', () => {
  it('counts what is missing, too much, and without a vector', () => {
    const { engine } = engineWith(all.filter((id) => id !== 5));
    engine.add([
      { id: 999, documentKey: 9, collection: 'a', title: '', path: '', headings: [], text: 'bare' },
    ]);
    expect(compareIds(engine, all)).toEqual({ missing: 1, extra: 1, bare: 0 });
    expect(compareIds(engine, [...all.slice(6), 999])).toEqual({ missing: 0, extra: 5, bare: 1 });
  });

  it('measures the graph against the exact scan, and nothing where there is none', () => {
    const { engine, space } = engineWith(all);
    expect(graphRecall(engine, SAMPLE)).toEqual({ recall: null, sampled: 0 });
    const seal = { model: 'test/1', dimensions: DIMENSIONS, count: COUNT, generation: 1 };
    const exact = (query: Float32Array, k: number) => space.set.nearest(space.set.prepare(query), k, null);
    const graph = (nearest: HnswGraph['nearest']): HnswGraph => ({
      ...{ seal, ids: new Set(all), nearest },
      remove: () => undefined,
    });
    attachGraph(space, graph(exact));
    expect(graphRecall(engine, SAMPLE)).toEqual({ recall: 1, sampled: 150 });
    // A graph that never reaches half of the passages.
    attachGraph(
      space,
      graph((query, k) =>
        exact(query, COUNT)
          .filter(({ id }) => id % 2 === 0)
          .slice(0, k),
      ),
    );
    const { recall } = graphRecall(engine, SAMPLE);
    expect(recall).toBeLessThan(0.7);
    expect(recall).toBeGreaterThan(0.3);
  });
});
