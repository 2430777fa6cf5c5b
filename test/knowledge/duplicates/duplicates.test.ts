import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DUPLICATES_JOB } from '../../../knowledge/duplicates/duplicates-job.ts';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';

const policy = (days: string) =>
  `# Leave\n\nEvery employee may carry over ${days} days of leave into the next year, as long as they are taken by the end of
March. Whoever leaves the company is paid for the days that are left. Leave is asked for with the form that the people team
keeps, at least two weeks ahead, and is granted by the lead of the team. Days of illness are not days of leave, when a note
is sent to the people team on the third day at the latest.\n`;

describe('duplicates', () => {
  let rig: WholeApp;
  beforeAll(async () => {
    rig = await openApp();
    await rig.ingest({
      'people/leave.md': policy('five'),
      'old/leave-copy.md': policy('five'),
      'wiki/leave.md': policy('six'),
      'trains.md':
        '# Trains\n\nTrains are booked by the travel desk, at least two weeks ahead, and paid by the company.\n',
    });
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  async function look() {
    const job = await rig.app.jobs.list({ kind: DUPLICATES_JOB, limit: 1 });
    // The look that the ingest planned would come in a moment; the test does not wait for it.
    for (const { id } of job) await rig.app.jobs.cancel(id);
    await rig.app.jobs.finished(await rig.app.upkeep.lookForDuplicates());
    return rig.app.upkeep.duplicates();
  }

  const pathsOf = (pairs: Awaited<ReturnType<typeof look>>['pairs']) =>
    pairs.map(({ documents, same }) => [...documents.map((document) => document.path).sort(), same]);

  it('are planned to be looked for after every change, once', async () => {
    const jobs = await rig.app.jobs.list({ kind: DUPLICATES_JOB });
    expect(jobs.map((job) => job.state)).toEqual(['queued']);
    expect(await rig.app.upkeep.duplicates()).toEqual({
      lookedAt: null,
      outdated: false,
      running: true,
      pairs: [],
    });
  });

  it('made of the same bytes are known on the page of a document at once', async () => {
    const { documentId } = await rig.documentAt('people/leave.md');
    const [copy, ...more] = await rig.app.upkeep.duplicatesOf(documentId);
    expect(copy).toMatchObject({ document: { path: 'old/leave-copy.md' }, likeness: 1, same: true });
    expect(more).toEqual([]);
  });

  it('and what is nearly the same are found by looking', async () => {
    const report = await look();
    expect(report).toMatchObject({ running: false, outdated: false, lookedAt: expect.stringMatching(/^20/) });
    expect(new Set(pathsOf(report.pairs).map(String))).toEqual(
      new Set([
        'old/leave-copy.md,people/leave.md,true',
        'people/leave.md,wiki/leave.md,false',
        'old/leave-copy.md,wiki/leave.md,false',
      ]),
    );
    for (const pair of report.pairs) expect(pair.likeness).toBeGreaterThan(0.6);
    const { documentId } = await rig.documentAt('wiki/leave.md');
    expect((await rig.app.upkeep.duplicatesOf(documentId)).map((one) => one.document.path).sort()).toEqual([
      'old/leave-copy.md',
      'people/leave.md',
    ]);
  });

  it('are gone when one of them is archived, changed or deleted', async () => {
    const copy = await rig.documentAt('old/leave-copy.md');
    await rig.app.library.archive(copy.documentId);
    expect(pathsOf((await rig.app.upkeep.duplicates()).pairs)).toEqual([
      ['people/leave.md', 'wiki/leave.md', false],
    ]);
    expect(await rig.app.upkeep.duplicates()).toMatchObject({ outdated: true });
    await rig.ingest({
      'wiki/leave.md':
        '# Leave\n\nAll about leave is in the people folder now, and no longer on this page here.\n',
    });
    expect((await look()).pairs).toEqual([]);
    await rig.app.library.restore(copy.documentId);
    expect((await look()).pairs).toHaveLength(1);
    await rig.app.library.delete(copy.documentId);
    expect((await rig.app.upkeep.duplicates()).pairs).toEqual([]);
  });
});
