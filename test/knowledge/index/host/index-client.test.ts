import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSearchIndex, type SearchIndex } from '../../../../knowledge/index/host/index-client.ts';
import type { IndexedPassage } from '../../../../knowledge/index/host/indexed-passage.ts';

const passage = (id: number, text: string, collection = 'default'): IndexedPassage => ({
  id,
  documentKey: `doc_${id}`,
  collection,
  title: `Page ${id}`,
  path: `handbook/page-${id}.md`,
  headings: ['Basics'],
  text,
});

const travel = passage(1, 'Book travel in the booking tool. Flights need approval. Ask your lead first.');
const leave = passage(2, 'Holiday leave is asked for in the calendar. Approval takes two days.');
const manual = passage(3, 'Docent answers travel questions from uploaded files.', 'docent');

describe('search index in its worker', () => {
  let dir: string;
  let open: SearchIndex[];
  const start = (storePath: string | null = null): SearchIndex => {
    const index = createSearchIndex({ dir: join(dir, 'index'), storePath });
    open.push(index);
    return index;
  };

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'docent-index-'));
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((index) => index.close()));
    rmSync(dir, { recursive: true, force: true });
  });

  it('refuses to search before anything was loaded', async () => {
    const index = start();
    await expect(index.search({ text: 'travel', k: 5 })).rejects.toMatchObject({ code: 'index.not-ready' });
  });

  it('finds what was applied, with the best sentence scored highest', async () => {
    const index = start();
    await index.apply({ add: [travel, leave], remove: [], generation: 1 });
    const found = await index.search({ text: 'Which flights need approval?', k: 5 });
    expect(found.generation).toBe(1);
    expect(found.hits.map((hit) => hit.id)).toEqual([1, 2]);
    const best = found.hits[0]?.sentences.toSorted((a, b) => b.score - a.score)[0];
    expect(travel.text.slice(best?.start, best?.end)).toBe('Flights need approval.');
    expect(found.evidence).toBeGreaterThan(0.9);
  });

  it('keeps to the collections asked for', async () => {
    const index = start();
    await index.apply({ add: [travel, manual], remove: [], generation: 1 });
    const ids = async (options: {
      collections?: string[];
      excludeCollections?: string[];
    }): Promise<number[]> =>
      (await index.search({ text: 'travel', k: 5, ...options })).hits.map((hit) => hit.id).sort();
    expect(await ids({})).toEqual([1, 3]);
    expect(await ids({ collections: ['docent'] })).toEqual([3]);
    expect(await ids({ excludeCollections: ['docent'] })).toEqual([1]);
    expect(await ids({ collections: [] })).toEqual([]);
    expect(await ids({ collections: ['no such'] })).toEqual([]);
  });

  it('forgets what was removed and replaces what was added again', async () => {
    const index = start();
    await index.apply({ add: [travel, leave], remove: [], generation: 1 });
    await index.apply({ add: [passage(2, 'Parking is free.')], remove: [1], generation: 2 });
    expect((await index.search({ text: 'travel flights holiday', k: 5 })).hits).toEqual([]);
    expect((await index.search({ text: 'parking', k: 5 })).hits.map((hit) => hit.id)).toEqual([2]);
    expect((await index.stats()).passages).toBe(1);
  });

  it('loads what it saved, in another worker, and answers the same', async () => {
    const first = start();
    await first.apply({ add: [travel, leave, manual], remove: [], generation: 7 });
    await first.save();
    const second = start();
    expect(await second.load(7)).toEqual({ kind: 'loaded', passages: 3 });
    await second.apply({ add: [travel, leave, manual], remove: [], generation: 7 });
    const question = { text: 'approval for travel', k: 5 };
    expect(await second.search(question)).toEqual(await first.search(question));
  });

  it('asks for a rebuild when the snapshot is of another generation', async () => {
    const first = start();
    await first.apply({ add: [travel], remove: [], generation: 7 });
    await first.save();
    const outcome = await start().load(8);
    expect(outcome.kind).toBe('rebuild-needed');
  });

  it('serves the old index while a new one is built, and loses no change made meanwhile', async () => {
    const index = start();
    await index.apply({ add: [travel], remove: [], generation: 1 });
    const batches = async function* (): AsyncGenerator<IndexedPassage[]> {
      yield [leave];
      expect((await index.search({ text: 'flights', k: 5 })).hits).toHaveLength(1);
      await index.apply({ add: [passage(9, 'Parking is free.')], remove: [1], generation: 3 });
      yield [travel, manual];
    };
    expect(await index.rebuild({ generation: 2, passages: batches() })).toEqual({ passages: 3 });
    const found = await index.search({ text: 'flights holiday parking uploaded', k: 5 });
    expect(found.hits.map((hit) => hit.id).sort()).toEqual([2, 3, 9]);
    expect(found.generation).toBe(3);
  });

  it('reads the store itself and shows only current passages', async () => {
    const storePath = join(dir, 'store.sqlite');
    const store = new DatabaseSync(storePath);
    store.exec(`create table documents (id text primary key, collection text, title text, path text);
      create table passages (id integer primary key, document_id text, hash text, headings text, text text, current int);
      insert into documents values ('d1', 'default', 'Travel', 'travel.md');
      insert into passages values (1, 'd1', 'h1', '["Booking"]', 'Book flights early.', 1),
        (2, 'd1', 'h2', '[]', 'Old rule about flights.', 0), (3, 'd1', 'h3', '[]', 'Trains and flights.', 1);`);
    const index = start(storePath);
    expect(await index.rebuild({ generation: 4 })).toEqual({ passages: 2 });
    expect((await index.search({ text: 'flights', k: 5 })).hits.map((hit) => hit.id).sort()).toEqual([1, 3]);
    store.exec('update passages set current = 0 where id = 3');
    expect((await index.search({ text: 'flights', k: 5 })).hits.map((hit) => hit.id)).toEqual([1]);
    store.close();
  });

  it('rejects calls after it was closed', async () => {
    const index = start();
    await index.close();
    await expect(index.stats()).rejects.toMatchObject({ code: 'index.stopped' });
  });
});
