import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Preview } from '../../../core/ports/previews.ts';
import { PREVIEW_JOB } from '../../../knowledge/preview/previews.ts';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';

const travel = (body: string) => `# Travel\n\n${body}\n`;
const PUBLISHED = travel(`## Trains

Trains are booked by the travel desk at least two weeks ahead of the journey, and the ticket is sent by e-mail to the traveller.

## Hotels

A hotel may cost at most ninety euros a night, breakfast included, and is booked by the traveller alone after asking the desk.

## Taxis

A taxi is paid by the company only at night, when no bus or tram is running any more, and the receipt must be kept for a year.`);
const DRAFT = travel(`## Trains

Trains are booked by the travel desk at least four weeks ahead of the journey, and the ticket is sent by e-mail to the traveller.

## Hotels

A hotel may cost at most ninety euros a night, breakfast included, and is booked by the traveller alone after asking the desk.

## Bicycles

A bicycle is lent by the front desk for one day, and whoever loses the key of the lock pays fifteen euros for another key.`);

const TRAINS = 'Who books trains weeks ahead of the journey?';
const HOTEL = 'Is breakfast included in a hotel?';
const TAXI = 'Is a taxi paid by the company at night?';
const BICYCLE = 'Where is a bicycle lent?';
const LEAVE = 'How many leave days carry over?';

describe('a preview of a draft', () => {
  let rig: WholeApp;
  let documentId: string;

  async function preview(): Promise<Preview> {
    const id = await rig.app.previews.start(documentId);
    expect(id).toMatch(/^pre_/);
    const [job] = await rig.app.jobs.list({ kind: PREVIEW_JOB, limit: 1 });
    await rig.app.jobs.finished(job?.id ?? '');
    const latest = await rig.app.previews.latest(documentId);
    if (latest === undefined) throw new Error('there is no preview');
    return latest;
  }

  beforeAll(async () => {
    rig = await openApp();
    await rig.ingest({
      'travel.md': PUBLISHED,
      'leave.md': '# Leave\n\nFive leave days carry over into the next year.\n',
      'cabs.md': '# Cabs\n\nIn town a taxi is ordered by the front desk.\n',
    });
    documentId = (await rig.documentAt('travel.md')).documentId;
    for (const question of [TRAINS, TRAINS, HOTEL, TAXI, BICYCLE, LEAVE]) await rig.ask(question);
    await rig.ingest({ 'travel.md': DRAFT }, { draft: true });
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  it('tells for every past question what would become of its answer', async () => {
    const found = await preview();
    expect(found).toMatchObject({ state: 'done', done: 5, total: 5, revision: 2, outdated: false });
    const verdicts = Object.fromEntries(found.results.map(({ question, verdict }) => [question, verdict]));
    expect(verdicts).toEqual({
      [TRAINS]: 'changed',
      [HOTEL]: 'same',
      [TAXI]: expect.stringMatching(/abstained|source-lost/),
      [BICYCLE]: 'answered',
      [LEAVE]: 'same',
    });
    const trains = found.results.find((one) => one.question === TRAINS);
    expect(trains?.before.text).toContain('two weeks');
    expect(trains?.after.text).toContain('four weeks');
    expect(trains?.after.sources).toEqual([{ documentId, title: 'Travel' }]);
    expect(trains?.origins).toEqual(['asked', 'cached']);
    expect(found.results.at(-1)?.verdict).toBe('same');
    expect(found.counts.same).toBe(2);
  });

  it('leaves no trace: no answer, no kept answer, nothing of the draft in answers', async () => {
    const count = async () => (await rig.app.store.selectFrom('answers').select('id').execute()).length;
    const before = await count();
    await preview();
    expect(await count()).toBe(before);
    expect((await rig.ask(TRAINS)).text).toContain('two weeks');
    expect((await rig.ask(BICYCLE)).outcome).toBe('abstained');
  });

  it('foretells what publishing then does', async () => {
    const { results } = await preview();
    await rig.app.library.publish(documentId);
    for (const { question, after } of results) {
      const real = await rig.app.ask({
        text: question,
        thread: [],
        origin: 'cli',
        asker: null,
        noCache: true,
      });
      expect([question, real.outcome]).toEqual([question, after.outcome]);
      if (after.outcome === 'answered') expect([question, real.text]).toEqual([question, after.text]);
    }
    expect(await rig.app.previews.latest(documentId)).toBeUndefined();
    expect(await rig.app.previews.start(documentId)).toBeUndefined();
  });

  it('judges golden questions before and after', async () => {
    await rig.app.batches.importSet({
      name: 'Gold',
      format: 'jsonl',
      text: JSON.stringify({ question: BICYCLE, expectedSources: ['travel.md'] }),
    });
    await rig.ingest({ 'travel.md': PUBLISHED }, { draft: true });
    const found = await preview();
    const bicycle = found.results.find((one) => one.question === BICYCLE);
    expect(bicycle).toMatchObject({
      verdict: 'abstained',
      before: { passed: true },
      after: { passed: false },
    });
    expect(bicycle?.origins).toContain('eval');
  });

  it('says that it is outdated once something else was published', async () => {
    await preview();
    await rig.ingest({ 'leave.md': '# Leave\n\nSix leave days carry over into the next year.\n' });
    expect(await rig.app.previews.latest(documentId)).toMatchObject({ state: 'done', outdated: true });
  });

  it('of a document that has nothing published shows what it would answer', async () => {
    await rig.ingest({ 'bees.md': '# Bees\n\nThe bees on the roof are kept by Ada.\n' }, { draft: true });
    await rig.ask('Who keeps the bees on the roof?');
    const bees = await rig.documentAt('bees.md');
    await rig.app.previews.start(bees.documentId);
    const [job] = await rig.app.jobs.list({ kind: PREVIEW_JOB, limit: 1 });
    await rig.app.jobs.finished(job?.id ?? '');
    const found = await rig.app.previews.latest(bees.documentId);
    expect(found?.results[0]).toMatchObject({
      question: 'Who keeps the bees on the roof?',
      verdict: 'answered',
    });
  });

  it('goes with its draft, and with every document that it quotes', async () => {
    await preview();
    const results = () => rig.app.store.selectFrom('preview_results').selectAll().execute();
    const leave = await rig.documentAt('leave.md');
    expect(JSON.stringify(await results())).toContain(leave.documentId);
    await rig.app.library.delete(leave.documentId);
    expect(JSON.stringify(await results())).not.toContain(leave.documentId);
    await rig.app.library.drop(documentId);
    expect(await rig.app.previews.latest(documentId)).toBeUndefined();
    await rig.app.library.delete(documentId);
    const bees = await rig.documentAt('bees.md');
    expect(
      (await rig.app.store.selectFrom('previews').select('document_id').execute()).map(
        (row) => row.document_id,
      ),
    ).toEqual([bees.documentId]);
  });
});
