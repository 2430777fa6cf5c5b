import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSearchIndex, type SearchIndex } from '../../../knowledge/index/host/index-client.ts';
import type { IndexedPassage } from '../../../knowledge/index/host/indexed-passage.ts';
import type { IndexWorkerOptions } from '../../../knowledge/index/host/worker-options.ts';

const ROAD = 'wheel motor driver brake fuel road mirror clutch seat belt horn tyre'.split(' ');
const KITCHEN = 'sugar oven flour butter cream recipe bowl spoon yeast dough salt egg'.split(' ');

/** Every other passage is about the road, every other about the kitchen; `car` and `auto` never meet. */
function passageOf(id: number): IndexedPassage {
  const words = id % 2 === 0 ? ROAD : KITCHEN;
  const name = id % 2 === 0 ? (id % 4 === 0 ? 'car' : 'auto') : 'cake';
  const some = [1, 2, 3, 4].map(
    (n) => words[Math.floor(Math.abs(Math.sin(id * 12.9 + n)) * 1e4) % words.length],
  );
  const text = `${name} ${some.join(' ')} number${id}`;
  return {
    id,
    documentKey: id,
    collection: id % 3 === 0 ? 'a' : 'b',
    title: '',
    path: '',
    headings: [],
    text,
  };
}
const passages = (from: number, to: number): IndexedPassage[] =>
  Array.from({ length: to - from }, (_, i) => passageOf(from + i));

describe('vectors in the index', () => {
  let dir: string;
  let open: SearchIndex[];
  const start = (options: Partial<IndexWorkerOptions> = {}): SearchIndex => {
    const index = createSearchIndex({ dir, storePath: null, ...options });
    open.push(index);
    return index;
  };
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'docent-vectors-'));
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((index) => index.close()));
    rmSync(dir, { recursive: true, force: true });
  });

  it('trains on the corpus and then finds what shares no word with the question', async () => {
    const index = start();
    await index.apply({ add: passages(0, 200), remove: [], generation: 1 });
    expect((await index.search({ text: 'car', k: 100 })).hits.every(({ id }) => id % 4 === 0)).toBe(true);
    await index.settled();
    expect(await index.stats()).toMatchObject({ vectors: 200, graph: 0 });
    const ids = (await index.search({ text: 'car', k: 80 })).hits.map(({ id }) => id);
    expect(ids.slice(0, 20).every((id) => id % 4 === 0)).toBe(true);
    expect(ids.filter((id) => id % 4 === 2).length).toBeGreaterThan(5);
  });

  it('folds in what comes later, forgets what goes, and trains again when the corpus has grown', async () => {
    const index = start();
    await index.apply({ add: passages(0, 200), remove: [], generation: 1 });
    await index.settled();
    await index.apply({ add: passages(200, 210), remove: [0, 1, 2], generation: 2 });
    const folded = await index.stats();
    expect(folded).toMatchObject({ passages: 207, vectors: 207 });
    await index.settled();
    await index.apply({ add: passages(210, 400), remove: [], generation: 3 });
    await index.settled();
    expect((await index.stats()).vectors).toBe(397);
    const { hits } = await index.search({ text: 'car number4', k: 200 });
    expect(hits.map(({ id }) => id)).not.toContain(0);
  });

  it('trains again when the corpus has grown by more than a fifth, and not before', async () => {
    const index = start();
    await index.apply({ add: passages(0, 200), remove: [], generation: 1 });
    await index.settled();
    const { model } = await index.stats();
    await index.apply({ add: passages(200, 240), remove: [], generation: 2 });
    await index.settled();
    expect(await index.stats()).toMatchObject({ model, vectors: 240 });
    await index.apply({ add: passages(240, 242), remove: [], generation: 3 });
    await index.settled();
    const later = await index.stats();
    expect(later.vectors).toBe(242);
    expect(later.model).not.toBe(model);
  });

  it('closes in the middle of training, and trains when it is next opened', async () => {
    const first = start();
    await first.apply({ add: passages(0, 2000), remove: [], generation: 1 });
    const settling = first.settled().catch((error: unknown) => error);
    await first.close();
    await settling;
    const second = start();
    await second.apply({ add: passages(0, 200), remove: [], generation: 1 });
    await second.settled();
    expect((await second.stats()).vectors).toBe(200);
  });

  it('puts any text into the space it trained', async () => {
    const index = start();
    await index.apply({ add: passages(0, 200), remove: [], generation: 1 });
    expect(await index.embed(['car'])).toBeNull();
    await index.settled();
    const embedded = await index.embed(['a car on the road', 'driver, motor', 'sugar and butter', 'zebra']);
    const [car, driver, sugar, zebra] = embedded?.vectors ?? [];
    const cosine = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
    if (!car || !driver || !sugar) throw new Error('the corpus knows these words');
    expect(cosine(car, car)).toBeCloseTo(1, 5);
    expect(cosine(car, driver)).toBeGreaterThan(cosine(car, sugar));
    expect(zebra).toBeNull();
    expect(embedded?.model).toBe((await index.stats()).model);
  });

  it('keeps words only where no vectors are wanted', async () => {
    const index = start({ vectors: 'none' });
    await index.apply({ add: passages(0, 200), remove: [], generation: 1 });
    await index.settled();
    expect(await index.stats()).toMatchObject({ vectors: 0, model: null });
  });

  it('loads model, vectors and graph as they were, and answers the same', async () => {
    const first = start({ graphFrom: 100 });
    await first.apply({ add: passages(0, 300), remove: [], generation: 5 });
    await first.settled();
    expect(await first.stats()).toMatchObject({ vectors: 300, graph: 300 });
    await first.apply({ add: passages(300, 303), remove: [8], generation: 6 });
    await first.save();
    const question = { text: 'driver of a car', k: 40, readSentences: 0 };
    const wanted = await first.search(question);
    const second = start({ graphFrom: 100 });
    expect((await second.load(6)).kind).toBe('loaded');
    expect(await second.stats()).toMatchObject({ vectors: 302, graph: 300 });
    await second.apply({ add: passages(0, 303).filter(({ id }) => id !== 8), remove: [], generation: 6 });
    const found = await second.search(question);
    expect(found.hits.map(({ id }) => id).toSorted()).toEqual(wanted.hits.map(({ id }) => id).toSorted());
  });

  it('serves exactly and builds the graph anew when its file was damaged', async () => {
    const first = start({ graphFrom: 100 });
    await first.apply({ add: passages(0, 300), remove: [], generation: 5 });
    await first.save();
    const file = join(dir, readdirSync(dir).find((name) => /^hnsw.*\.bin$/.test(name)) ?? 'none');
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(200) ^ 255, 200);
    writeFileSync(file, bytes);
    const second = start({ graphFrom: 100 });
    expect((await second.load(5)).kind).toBe('loaded');
    expect(await second.stats()).toMatchObject({ vectors: 300, graph: 0 });
    await second.settled();
    expect(await second.stats()).toMatchObject({ vectors: 300, graph: 300 });
  });

  it('takes the vectors of a provider with passages and questions', async () => {
    const vectors = { id: 'test:three', dimensions: 3 };
    const axis = (at: number): Float32Array => Float32Array.from([0, 1, 2], (i) => (i === at ? 1 : 0));
    const add = passages(0, 3).map((passage) => ({ ...passage, vector: axis(passage.id) }));
    const index = start({ vectors });
    await index.apply({ add, remove: [], generation: 1 });
    const { hits } = await index.search({ text: 'something else', k: 3, vector: axis(2) });
    expect(hits[0]?.id).toBe(2);
    await index.save();
    expect((await start({ vectors }).load(1)).kind).toBe('loaded');
    const other = await start({ vectors: { ...vectors, id: 'test:other' } }).load(1);
    expect(other).toEqual({ kind: 'rebuild-needed', reason: 'the snapshot has no vectors of test:other' });
  });

  it('refuses a vector of the wrong length and stays as it was', async () => {
    const index = start({ vectors: { id: 'test:three', dimensions: 3 } });
    const bad = { ...passageOf(1), vector: Float32Array.from([1, 0]) };
    await expect(index.apply({ add: [bad], remove: [], generation: 1 })).rejects.toMatchObject({
      code: 'index.bad-vector',
    });
    expect((await index.stats()).passages).toBe(0);
  });
});
