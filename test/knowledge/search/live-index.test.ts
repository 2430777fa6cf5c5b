import { expect, it } from 'vitest';
import type { SearchIndex } from '../../../knowledge/index/host/index-client.ts';
import { createLiveIndex, type ModelIndex } from '../../../knowledge/search/live-index.ts';

/** Indexes that nobody searches: what counts is which one is handed out. */
const indexOf = (model: string): ModelIndex => ({
  ...{ model, dir: model, vectors: undefined, share: null },
  index: { name: model } as unknown as SearchIndex,
});

it('who began with one index ends with it, and it is given back only then', async () => {
  const live = createLiveIndex(indexOf('a'));
  const ends = Promise.withResolvers<void>();
  const seen: string[] = [];
  const slow = live.use(async ({ model }) => {
    await ends.promise;
    seen.push(`slow ${model}`);
  });
  const former = live.swap(indexOf('b')).then(({ model }) => seen.push(`free ${model}`));
  await live.use(async ({ model }) => seen.push(`quick ${model}`));
  expect(seen).toEqual(['quick b']);
  ends.resolve();
  await slow;
  await former;
  expect(seen).toEqual(['quick b', 'slow a', 'free a']);
});

it('gives an index that nobody uses back at once', async () => {
  const live = createLiveIndex(indexOf('a'));
  await expect(live.use(async () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect((await live.swap(indexOf('b'))).model).toBe('a');
});

it('waits for those who began before the same index got another client', async () => {
  const first = indexOf('a');
  const live = createLiveIndex(first);
  const ends = Promise.withResolvers<void>();
  const seen: string[] = [];
  const slow = live.use(async () => {
    await ends.promise;
    seen.push('slow');
  });
  void live.swap({ ...first, model: 'a, another key' });
  expect(live.current().model).toBe('a, another key');
  const former = live.swap(indexOf('b')).then(({ model }) => seen.push(`free ${model}`));
  await live.use(async ({ model }) => seen.push(`quick ${model}`));
  ends.resolve();
  await Promise.all([slow, former]);
  expect(seen).toEqual(['quick b', 'slow', 'free a, another key']);
});
