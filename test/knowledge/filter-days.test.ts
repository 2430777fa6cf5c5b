import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchFilter } from '../../core/types.ts';
import { openApp, type WholeApp } from '../fixtures/whole-app.ts';

const TRAINS = '# Trains\n\nTrains are booked by the travel desk.\n';
const LONG_AGO = '2026-01-15';

describe('the day of a document', () => {
  let rig: WholeApp;
  beforeAll(async () => {
    rig = await openApp();
    await rig.ingest({ 'trains.md': TRAINS, 'leave.md': '# Leave\n\nFive leave days carry over.\n' });
    await rig.app.store
      .updateTable('documents')
      .set({ published_at: `${LONG_AGO}T23:59:59.999Z` })
      .execute();
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  const today = (): string => new Date().toISOString().slice(0, 10);
  const finds = async (filter: SearchFilter): Promise<boolean> =>
    (await rig.app.retriever.search({ text: 'Who books trains?', k: 5, filter })).passages.some(
      ({ path }) => path === 'trains.md',
    );
  const isOld = async () => [await finds({ before: LONG_AGO }), await finds({ after: '2026-01-16' })];

  it('counts whole, from its first to its last millisecond', async () => {
    expect(await isOld()).toEqual([true, false]);
    expect(await finds({ after: LONG_AGO, before: LONG_AGO })).toBe(true);
    expect(await finds({ before: '2026-01-14' })).toBe(false);
  });

  it('stays while the same text is taken in again', async () => {
    expect((await rig.ingest({ 'trains.md': TRAINS })).files[0]?.status).toBe('unchanged');
    expect(await isOld()).toEqual([true, false]);
  });

  it('is that of a new text, even one that is cut into the same passages', async () => {
    expect((await rig.ingest({ 'trains.md': `${TRAINS}\n\n` })).files[0]?.status).toBe('updated');
    expect(await isOld()).toEqual([false, true]);
    expect(await finds({ after: today(), before: '2999-12-31' })).toBe(true);
    const { documentId } = await rig.documentAt('leave.md');
    const { nearest } = await rig.app.retriever.search({ text: 'xyzzy', k: 5, filter: { before: LONG_AGO } });
    expect(nearest?.map((one) => one.documentId)).toEqual([documentId]);
  });

  it('is that of going back to an earlier text', async () => {
    const { documentId } = await rig.documentAt('trains.md');
    await rig.app.store
      .updateTable('documents')
      .set({ published_at: `${LONG_AGO}T08:00:00.000Z` })
      .where('id', '=', documentId)
      .execute();
    await rig.app.library.rollback(documentId);
    expect(await isOld()).toEqual([false, true]);
    await rig.app.library.delete(documentId);
    expect(await isOld()).toEqual([false, false]);
  });
});
