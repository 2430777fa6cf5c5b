import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCopy } from '../../../../knowledge/index/files/index-copy.ts';
import { createSearchIndex, type SearchIndex } from '../../../../knowledge/index/host/index-client.ts';
import type { IndexedPassage } from '../../../../knowledge/index/host/indexed-passage.ts';
import { createMemorySource } from '../../../../knowledge/index/host/passage-source.ts';
import type { SearchEngine } from '../../../../knowledge/index/host/search-engine.ts';
import type { IndexWorkerOptions } from '../../../../knowledge/index/host/worker-options.ts';
import { packUnits } from '../../../../knowledge/index/meaning/units.ts';
import { OFF_TOPIC_DIMENSIONS } from '../../../../knowledge/index/training/off-topic-vectors.ts';

const WORDS = 'wheel motor driver brake fuel road sugar oven flour butter cream recipe'.split(' ');

function passageOf(id: number): IndexedPassage {
  const some = [1, 2, 3, 4, 5].map(
    (n) => WORDS[Math.floor(Math.abs(Math.sin(id * 12.9 + n)) * 1e4) % WORDS.length],
  );
  const text = `The ${some.join(' ')} has number${id}.`;
  return { id, documentKey: id, collection: 'default', title: '', path: '', headings: [], text, hash: text };
}
const PASSAGES = Array.from({ length: 200 }, (_, at) => passageOf(at + 1));
const QUESTIONS = ['Which motor has a brake?', 'What butter is in the recipe?', 'Does sugar need fuel?'];

/** A source that has what the index was given. */
function sourceOf(passages: IndexedPassage[]) {
  const source = createMemorySource();
  source.put(passages);
  return source;
}

describe('a copy of an index', () => {
  let dir: string;
  let index: SearchIndex;
  const start = async (options: Partial<IndexWorkerOptions>, passages: IndexedPassage[]): Promise<void> => {
    index = createSearchIndex({ dir, storePath: null, ...options });
    await index.apply({ add: passages, remove: [], generation: 3 });
    await index.settled();
  };
  const openIt = async (passages: boolean, source = sourceOf(PASSAGES)): Promise<SearchEngine> => {
    const copy = await index.copy({ passages });
    if (copy === null) throw new Error('there is nothing to copy');
    expect(copy.generation).toBe(3);
    return openCopy(copy, source);
  };
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'docent-copy-'));
  });
  afterEach(async () => {
    await index.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('finds the same with the same scores, remembered questions and calibration included', async () => {
    await start({}, PASSAGES);
    await index.remember({
      add: [{ id: 1, text: 'Which motor has a brake?', documentKey: 150, passages: [150], fromEvals: false }],
      remove: [],
    });
    const engine = await openIt(true);
    expect(engine.space?.set.size).toBe(PASSAGES.length);
    for (const text of QUESTIONS) {
      const { generation: _, ...found } = await index.search({ text, k: 10 });
      expect(engine.search({ text, k: 10 })).toEqual(found);
    }
  });

  it('changes on its own', async () => {
    await start({}, PASSAGES);
    const engine = await openIt(true);
    const before = await index.search({ text: 'Which motor has a brake?', k: 5 });
    engine.remove(before.hits.map(({ id }) => id));
    engine.add([{ ...passageOf(900), text: 'The xylophone is tuned by Ada.' }]);
    expect(engine.search({ text: 'Who tunes the xylophone?', k: 1 }).hits[0]?.id).toBe(900);
    expect(await index.search({ text: 'Which motor has a brake?', k: 5 })).toEqual(before);
    const tuned = await index.search({ text: 'Who tunes the xylophone?', k: 200 });
    expect(tuned.hits.map(({ id }) => id)).not.toContain(900);
    expect((await index.stats()).passages).toBe(PASSAGES.length);
  });

  it('without passages takes them in with the trained model', async () => {
    await start({}, PASSAGES);
    const whole = await openIt(true);
    const engine = await openIt(false, createMemorySource());
    expect([engine.lexical.size, engine.space?.set.size]).toEqual([0, 0]);
    engine.add(PASSAGES.slice(0, 20));
    expect(engine.space?.id).toBe(whole.space?.id);
    expect(engine.space?.set.vectorOf(7)).toEqual(whole.space?.set.vectorOf(7));
  });

  it("has a provider's vectors", async () => {
    const vectorOf = (id: number): Float32Array =>
      Float32Array.from({ length: 4 }, (_, at) => (at === id % 4 ? 1 : 0));
    await start(
      { vectors: { id: 'test/1', dimensions: 4, share: 0.9 } },
      PASSAGES.map((passage) => ({ ...passage, vector: vectorOf(passage.id) })),
    );
    const engine = await openIt(true);
    const options = { text: 'Which motor has a brake?', k: 10, vector: vectorOf(2) };
    const { generation: _, ...found } = await index.search(options);
    expect(engine.search(options)).toEqual(found);
    expect(found.hits[0]?.id ?? 0).toSatisfy((id: number) => id % 4 === 2);
  });

  it('has the threshold by meaning, and so has the index that is loaded again', async () => {
    const dimensions = OFF_TOPIC_DIMENSIONS;
    const vectorOf = (id: number): Float32Array =>
      Float32Array.from({ length: dimensions }, (_, at) => (at === id % dimensions ? 1 : 0));
    const options = { encoder: { id: 'test/1', dimensions } };
    await start(
      options,
      PASSAGES.map((passage) => ({ ...passage, units: packUnits([vectorOf(1), vectorOf(passage.id)]) })),
    );
    const { meaningCalibration } = await openIt(true);
    expect(meaningCalibration.passages).toBe(PASSAGES.length);
    await index.save();
    await index.close();
    index = createSearchIndex({ dir, storePath: null, ...options });
    await index.load(3);
    expect((await openIt(true)).meaningCalibration).toEqual(meaningCalibration);
  });

  it('is not there before anything was loaded', async () => {
    index = createSearchIndex({ dir, storePath: null });
    expect(await index.copy({ passages: true })).toBeNull();
  });
});
