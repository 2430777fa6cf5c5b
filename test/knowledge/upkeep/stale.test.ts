import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Upkeep } from '../../../core/ports/upkeep.ts';
import { isDay } from '../../../knowledge/upkeep/details.ts';
import { createUpkeep } from '../../../knowledge/upkeep/upkeep.ts';
import { createManualClock, type ManualClock } from '../../fixtures/manual-clock.ts';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';

const DAY = 24 * 3600 * 1000;

describe('the stale report', () => {
  let rig: WholeApp;
  let clock: ManualClock;
  let upkeep: Upkeep;
  let events = 0;

  beforeAll(async () => {
    rig = await openApp();
    await rig.ingest({
      'trains.md': '# Trains\n\nTrains are booked by the travel desk.\n',
      'leave.md': '# Leave\n\nFive leave days carry over into the next year.\n',
    });
    await rig.ingest({ 'manual.md': '# Manual\n\nThe manual is old.\n' }, { collection: 'docent' });
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());
  beforeEach(async () => {
    await rig.app.store.deleteFrom('signals').execute();
    await rig.app.store.deleteFrom('answer_citations').execute();
    await rig.app.store.updateTable('documents').set({ review_on: null, confirmed_at: null }).execute();
    clock = createManualClock(rig.app.clock.now());
    upkeep = createUpkeep({ store: rig.app.store, clock, jobs: rig.app.jobs });
  });

  const paths = (rows: { document: { path: string } }[]) => rows.map((row) => row.document.path);
  const reasons = async () =>
    Object.fromEntries((await upkeep.stale()).documents.map((row) => [row.document.path, row.reasons]));

  /** A vote on an answer, as the console records it. */
  async function vote(answerId: string, userId: string, polarity: 1 | -1 | 0) {
    events += 1;
    await rig.app.feedback.record({
      answerId,
      platform: 'console',
      channel: null,
      messageId: null,
      userId,
      signal: 'console',
      polarity,
      emoji: null,
      eventId: `event-${events}`,
    });
  }

  it('is empty for young documents', async () => {
    expect(await upkeep.stale()).toEqual({ documents: [], uncited: [] });
  });

  it('names what was not touched for 180 days, until somebody says that it is still right', async () => {
    clock.advance(179 * DAY);
    expect(await reasons()).toEqual({});
    clock.advance(2 * DAY);
    expect(await reasons()).toEqual({
      'trains.md': [{ kind: 'untouched', since: expect.stringMatching(/^20/) }],
      'leave.md': [{ kind: 'untouched', since: expect.stringMatching(/^20/) }],
    });
    expect(await upkeep.confirm((await rig.documentAt('trains.md')).documentId)).toBe(true);
    expect(Object.keys(await reasons())).toEqual(['leave.md']);
    expect(await upkeep.confirm('doc_none')).toBe(false);
  });

  it('names what is past its review date, and moves the date on when it was looked at', async () => {
    const { documentId } = await rig.documentAt('leave.md');
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    await upkeep.describe(documentId, { owner: ' People team ', reviewOn: today });
    expect(await rig.documentAt('leave.md')).toMatchObject({ owner: 'People team', reviewOn: today });
    expect(await reasons()).toEqual({ 'leave.md': [{ kind: 'review-due', on: today }] });
    await upkeep.confirm(documentId);
    expect(await reasons()).toEqual({});
    const next = new Date(clock.now() + 180 * DAY).toISOString().slice(0, 10);
    expect(await rig.documentAt('leave.md')).toMatchObject({ owner: 'People team', reviewOn: next });
    await upkeep.describe(documentId, { owner: null });
    expect(await rig.documentAt('leave.md')).toMatchObject({ owner: null, reviewOn: next });
    expect(await upkeep.describe('doc_none', { owner: 'x' })).toBe(false);
  });

  it('names what two people voted down, counting the vote that stands and not the same person twice', async () => {
    const first = (await rig.ask('Who books trains?')).traceId;
    const second = (await rig.ask('Are trains booked by the desk?')).traceId;
    await vote(first, 'ada', -1);
    await vote(second, 'ada', -1);
    expect(await reasons()).toEqual({});
    await vote(second, 'bob', -1);
    expect(await reasons()).toEqual({
      'trains.md': [{ kind: 'disputed', down: 3, up: 0, people: 2, answers: [first, second] }],
    });
    await vote(second, 'bob', 1);
    expect(await reasons()).toEqual({});
    await vote(second, 'bob', -1);
    for (const person of ['cy', 'di', 'ed']) await vote(first, person, 1);
    expect(await reasons()).toEqual({});
  });

  it('forgets votes after 90 days', async () => {
    const { traceId } = await rig.ask('Who books trains?');
    await vote(traceId, 'ada', -1);
    await vote(traceId, 'bob', -1);
    expect(Object.keys(await reasons())).toEqual(['trains.md']);
    clock.advance(91 * DAY);
    expect(await reasons()).toEqual({});
  });

  it('lists apart what no answer to a person cited for 90 days', async () => {
    clock.advance(91 * DAY);
    expect(paths((await upkeep.stale()).uncited)).toEqual(['leave.md', 'trains.md']);
    const { traceId } = await rig.ask('Who books trains?');
    // The answer is as young as the report.
    await rig.app.store
      .updateTable('answer_citations')
      .set({ created_at: new Date(clock.now()).toISOString() })
      .where('answer_id', '=', traceId)
      .execute();
    expect(paths((await upkeep.stale()).uncited)).toEqual(['leave.md']);
    await rig.app.store
      .updateTable('answers')
      .set({ origin: 'eval:run_1' })
      .where('id', '=', traceId)
      .execute();
    expect(paths((await upkeep.stale()).uncited)).toEqual(['leave.md', 'trains.md']);
  });

  it('leaves out what is not in answers', async () => {
    const { documentId } = await rig.documentAt('leave.md');
    await rig.app.library.archive(documentId);
    clock.advance(200 * DAY);
    const report = await upkeep.stale();
    expect([paths(report.documents), paths(report.uncited)]).toEqual([['trains.md'], ['trains.md']]);
    await rig.app.library.restore(documentId);
  });

  it('knows a day when it sees one', () => {
    expect(['2026-02-28', '2028-02-29'].every(isDay)).toBe(true);
    expect(['2026-02-30', '2026-13-01', '26-01-01', 'tomorrow', ''].some(isDay)).toBe(false);
  });
});
