import { describe, expect, it } from 'vitest';
import { dropCachedAnswersOf } from '../../../core/caching/entries/drop-entries.ts';
import { type CacheScope, createExactCache } from '../../../core/caching/entries/exact-cache.ts';
import type { Answer } from '../../../core/types.ts';
import { aCitation, anAnswer } from '../../fixtures/answers.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const SCOPE: CacheScope = { collections: undefined, answerer: 'extractive-1', guards: 'guards-1' };
const DAY_MS = 24 * 3600 * 1000;
const kept = (overrides: Partial<Answer> = {}) =>
  anAnswer({
    citations: [aCitation({ passageId: '11' }), aCitation({ n: 2, passageId: '12', hash: 'b'.repeat(64) })],
    ...overrides,
  });

async function openCache() {
  const temp = await openTempStore();
  const clock = createManualClock();
  const cache = createExactCache({ store: temp.store, clock });
  const hashes = new Map([
    ['11', 'a'.repeat(64)],
    ['12', 'b'.repeat(64)],
  ]);
  const asked: string[][] = [];
  return {
    store: temp.store,
    clock,
    cache,
    hashes,
    asked,
    key: cache.key('How do I book a train?', SCOPE),
    read(key = cache.key('How do I book a train?', SCOPE)) {
      return cache.read(key, async (ids) => {
        asked.push(ids);
        return hashes;
      });
    },
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}

describe('the key', () => {
  const { key } = createExactCache({ store: undefined as never, clock: createManualClock() });
  const original = key('How do I book a train?', SCOPE);

  it.each([
    'how do i book a train',
    '  How do I   book\na train ?!  ',
    'HOW DO I BOOK A TRAIN?',
    'Ｈｏｗ do I book a train？',
  ])('is the same for %j', (question) => {
    expect(key(question, SCOPE)).toBe(original);
  });

  it.each([
    'How do I book a plane?',
    'How do I not book a train?',
    'How do I book 2 trains?',
    'How do I book a "train"?',
  ])('is another for %j', (question) => {
    expect(key(question, SCOPE)).not.toBe(original);
  });

  it.each<[string, Partial<CacheScope>]>([
    ['collections', { collections: ['default'] }],
    ['no collection at all', { collections: [] }],
    ['answerer', { answerer: 'openai:x/answer-1' }],
    ['guards', { guards: 'guards-2' }],
  ])('is another for another scope (%s)', (_name, scope) => {
    expect(key('How do I book a train?', { ...SCOPE, ...scope })).not.toBe(original);
  });

  it('does not depend on the order of collections', () => {
    const of = (...collections: string[]) => key('q', { ...SCOPE, collections });
    expect(of('a', 'b')).toBe(of('b', 'a'));
    expect(of('a', 'b')).not.toBe(of('a,b'));
  });
});

describe('the exact cache', () => {
  it('gives back what was written, and asks for the hashes of what it cites', async () => {
    await using rig = await openCache();
    await rig.cache.write(rig.store, rig.key, kept());
    expect(await rig.read()).toEqual({ kind: 'hit', answer: kept(), tokens: 0, ms: 12 });
    expect(rig.asked).toEqual([['11', '12']]);
  });

  it('counts its hits', async () => {
    await using rig = await openCache();
    await rig.cache.write(rig.store, rig.key, kept());
    await rig.read();
    await rig.read();
    expect(await rig.store.selectFrom('cache_entries').select('hits').executeTakeFirst()).toEqual({
      hits: 2,
    });
  });

  it('misses what was never written', async () => {
    await using rig = await openCache();
    expect(await rig.read()).toEqual({ kind: 'miss', why: 'absent' });
    expect(rig.asked).toEqual([]);
  });

  it.each<[string, (hashes: Map<string, string>) => void]>([
    ['changed', (hashes) => hashes.set('12', 'c'.repeat(64))],
    ['gone', (hashes) => hashes.delete('11')],
  ])('misses once a cited passage is %s, and hits again when it is back', async (_name, change) => {
    await using rig = await openCache();
    await rig.cache.write(rig.store, rig.key, kept());
    const before = new Map(rig.hashes);
    change(rig.hashes);
    expect(await rig.read()).toEqual({ kind: 'miss', why: 'source-changed' });
    for (const [id, hash] of before) rig.hashes.set(id, hash);
    expect((await rig.read()).kind).toBe('hit');
  });

  it('misses after a week, however often it was hit', async () => {
    await using rig = await openCache();
    await rig.cache.write(rig.store, rig.key, kept());
    for (let day = 0; day < 7; day++) {
      expect((await rig.read()).kind).toBe('hit');
      rig.clock.advance(DAY_MS);
    }
    rig.clock.advance(1);
    expect(await rig.read()).toEqual({ kind: 'miss', why: 'old' });
  });

  it('misses an entry from the future', async () => {
    await using rig = await openCache();
    await rig.cache.write(rig.store, rig.key, kept());
    rig.clock.advance(-DAY_MS);
    expect(await rig.read()).toEqual({ kind: 'miss', why: 'old' });
  });

  it('misses a quarantined entry', async () => {
    await using rig = await openCache();
    await rig.cache.write(rig.store, rig.key, kept());
    await rig.store.updateTable('cache_entries').set({ quarantined: 1 }).execute();
    expect(await rig.read()).toEqual({ kind: 'miss', why: 'quarantined' });
  });

  it('misses a damaged entry, and is whole again once it is written anew', async () => {
    await using rig = await openCache();
    await rig.cache.write(rig.store, rig.key, kept());
    await rig.store.updateTable('cache_entries').set({ answer: '{"traceId":' }).execute();
    expect(await rig.read()).toEqual({ kind: 'miss', why: 'unreadable' });
    await rig.cache.write(rig.store, rig.key, kept());
    expect((await rig.read()).kind).toBe('hit');
  });

  it('keeps the last answer written for a key, with its sources alone', async () => {
    await using rig = await openCache();
    await rig.cache.write(rig.store, rig.key, kept());
    const newer = kept({ traceId: 'trc_2', citations: [aCitation({ passageId: '11' })] });
    await rig.cache.write(rig.store, rig.key, newer);
    rig.hashes.delete('12');
    expect(await rig.read()).toEqual({ kind: 'hit', answer: newer, tokens: 0, ms: 12 });
  });

  it.each<[string, Partial<Answer>]>([
    ['abstained', { outcome: 'abstained', citations: [] }],
    ['refused', { outcome: 'refused' }],
    ['unavailable', { outcome: 'unavailable' }],
    ['without a source', { citations: [] }],
  ])('keeps no answer that is %s', async (_name, overrides) => {
    await using rig = await openCache();
    await rig.cache.write(rig.store, rig.key, kept(overrides));
    expect(await rig.read()).toEqual({ kind: 'miss', why: 'absent' });
  });

  it('forgets what cites a document that is deleted, and nothing else', async () => {
    await using rig = await openCache();
    const passage = { headings: '[]', text: 't', start_line: null, end_line: null, page: null, current: 1 };
    await rig.store
      .insertInto('passages')
      .values([
        { id: 11, document_id: 'doc_a', hash: 'a', ...passage },
        { id: 12, document_id: 'doc_b', hash: 'b', ...passage },
      ])
      .execute();
    const other = rig.cache.key('Other?', SCOPE);
    await rig.cache.write(rig.store, rig.key, kept());
    await rig.cache.write(rig.store, other, kept({ citations: [aCitation({ passageId: '11' })] }));
    await dropCachedAnswersOf(rig.store, 'doc_b');
    expect((await rig.read()).kind).toBe('miss');
    expect((await rig.read(other)).kind).toBe('hit');
    const sources = await rig.store.selectFrom('cache_sources').select('key').execute();
    expect(sources).toEqual([{ key: other }]);
  });
});
