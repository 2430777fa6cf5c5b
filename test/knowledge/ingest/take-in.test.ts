import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/local/system-clock.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import type { Store } from '../../../core/store/schema.ts';
import { passagesOf } from '../../../knowledge/documents/documents.ts';
import { type Incoming, takeIn } from '../../../knowledge/ingest/take-in.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

function incoming(path: string, texts: string[], more: Partial<Incoming> = {}): Incoming {
  return {
    collection: 'default',
    path,
    draft: false,
    by: 'test',
    revision: {
      ...{ externalId: null, title: `Title of ${path}`, sha256: `${path} ${texts.join('|')}` },
      ...{ mediaType: 'text/markdown', bytes: 7, leftOut: [] },
      flags: [],
      passages: texts.map((text, at) => ({
        ...{ headings: ['Part'], text, parts: `p0-${text.length}` },
        place: { startLine: at + 1, endLine: at + 1 },
      })),
    },
    ...more,
  };
}

const deps = (store: Store) => ({ store, clock: systemClock, random: systemRandom });

async function rowsOf(store: Store) {
  const documents = await store.selectFrom('documents').selectAll().orderBy('path').execute();
  const revisions = await store.selectFrom('revisions').selectAll().orderBy('title').execute();
  const times = { created_at: '', updated_at: '', published_at: '' };
  return {
    documents: documents.map((row) => ({ ...row, ...times, id: '', published_revision: '' })),
    revisions: revisions.map((row) => ({ ...row, id: '', document_id: '', created_at: '' })),
    passages: await store
      .selectFrom('passages')
      .select(['hash', 'headings', 'text', 'start_line', 'end_line', 'page', 'scan', 'current'])
      .orderBy('text')
      .execute(),
  };
}

describe('documents taken in', () => {
  it('have the same rows whether they are new together or published one by one', async () => {
    await using together = await openTempStore();
    await using apart = await openTempStore();
    const batch = Array.from({ length: 45 }, (_, n) => incoming(`f${n}.md`, [`one ${n}`, `two ${n}`]));
    const { taken, change } = await takeIn(deps(together.store), batch);
    expect(taken.map(({ status, passages }) => `${status} ${passages}`)).toEqual(batch.map(() => 'added 2'));
    expect(change?.added).toHaveLength(90);
    for (const one of batch) {
      await takeIn(deps(apart.store), [{ ...one, draft: true }]);
      // The newest draft is the same text: publishing it goes the other way.
      await apart.store.deleteFrom('revision_passages').execute();
      await apart.store.deleteFrom('revisions').where('state', '=', 'draft').execute();
      await takeIn(deps(apart.store), [one]);
    }
    const [left, right] = [await rowsOf(together.store), await rowsOf(apart.store)];
    expect(left).toEqual(right);
  });

  it('keep the order of their passages, each text once', async () => {
    await using temp = await openTempStore();
    const { taken } = await takeIn(deps(temp.store), [
      incoming('a.md', ['gate', 'bridge', 'gate', 'tower']),
      incoming('b.md', ['gate']),
    ]);
    const read = async (at: number) =>
      (await passagesOf(temp.store, taken[at]?.documentId ?? '')).map(({ text }) => text);
    expect(await read(0)).toEqual(['gate', 'bridge', 'tower']);
    expect(await read(1)).toEqual(['gate']);
  });

  it('are added once and then changed, where a batch has two of one place', async () => {
    await using temp = await openTempStore();
    const { taken, change } = await takeIn(deps(temp.store), [
      incoming('a.md', ['old', 'kept']),
      incoming('a.md', ['new', 'kept']),
    ]);
    expect(taken.map(({ status }) => status)).toEqual(['added', 'updated']);
    expect(taken[0]?.documentId).toBe(taken[1]?.documentId);
    expect(change?.removed).toHaveLength(1);
    const current = await temp.store
      .selectFrom('passages')
      .select('text')
      .where('current', '=', 1)
      .orderBy('text')
      .execute();
    expect(current).toEqual([{ text: 'kept' }, { text: 'new' }]);
  });

  it('are left alone when they come again, and a draft is no publication', async () => {
    await using temp = await openTempStore();
    await takeIn(deps(temp.store), [incoming('a.md', ['gate'])]);
    const again = await takeIn(deps(temp.store), [
      incoming('a.md', ['gate']),
      incoming('b.md', ['bridge'], { draft: true }),
    ]);
    expect(again.taken.map(({ status }) => status)).toEqual(['unchanged', 'added']);
    expect(again.change).toBeNull();
  });
});
