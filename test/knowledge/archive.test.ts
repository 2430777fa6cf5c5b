import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type WholeApp } from '../fixtures/whole-app.ts';

const TRAINS = '# Trains\n\nTrains are booked by the travel desk.\n';

describe('an archived document', () => {
  let rig: WholeApp;
  beforeAll(async () => {
    rig = await openApp();
    await rig.ingest({ 'trains.md': TRAINS, 'leave.md': '# Leave\n\nFive leave days carry over.\n' });
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  const asked = async () => (await rig.ask('Who books trains?')).outcome;
  const trains = () => rig.documentAt('trains.md');

  it('is out of answers and cached answers at once, and back as it was', async () => {
    expect([await asked(), await asked()]).toEqual(['answered', 'answered']);
    const { documentId } = await trains();
    const before = await rig.app.library.passages(documentId);
    expect(await rig.app.library.archive(documentId)).toBe(true);
    expect(await rig.app.library.archive(documentId)).toBe(false);
    expect(await trains()).toMatchObject({ status: 'archived', revision: 1, passages: 1 });
    expect(await asked()).toBe('abstained');
    expect(await rig.app.library.passages(documentId)).toEqual(before);
    expect(await rig.app.library.rollback(documentId)).toBe(false);
    expect(await rig.app.library.restore(documentId)).toBe(true);
    expect(await rig.app.library.restore(documentId)).toBe(false);
    expect(await trains()).toMatchObject({ status: 'ready', revision: 1 });
    expect(await rig.app.library.passages(documentId)).toEqual(before);
    expect((await rig.ask('Who books trains?')).servedBy).toBe('exact-cache');
  });

  it('keeps new versions as drafts until it is restored', async () => {
    const { documentId } = await trains();
    await rig.app.library.archive(documentId);
    expect((await rig.ingest({ 'trains.md': TRAINS })).files[0]?.status).toBe('unchanged');
    const newer = '# Trains\n\nTrains are booked by the robot.\n';
    expect((await rig.ingest({ 'trains.md': newer })).files[0]?.status).toBe('updated');
    expect((await rig.ingest({ 'trains.md': newer })).files[0]?.status).toBe('unchanged');
    expect(await trains()).toMatchObject({ status: 'archived', draft: 2 });
    expect(await asked()).toBe('abstained');
    await rig.app.library.restore(documentId);
    expect((await rig.ask('Who books trains?')).text).toContain('travel desk');
    await rig.app.library.publish(documentId);
    expect((await rig.ask('Who books trains?')).text).toContain('robot');
  });

  it('comes back when its draft is published', async () => {
    const { documentId } = await trains();
    await rig.app.library.archive(documentId);
    await rig.ingest({ 'trains.md': '# Trains\n\nTrains are booked by nobody.\n' });
    expect(await rig.app.library.publish(documentId)).toBe(true);
    expect(await trains()).toMatchObject({ status: 'ready', draft: null });
    expect((await rig.ask('Who books trains?')).text).toContain('nobody');
  });

  it('can be deleted for good', async () => {
    const { documentId } = await trains();
    await rig.app.library.archive(documentId);
    expect(await rig.app.library.delete(documentId)).toBe(true);
    expect(await rig.app.library.find(documentId)).toBeUndefined();
  });
});
