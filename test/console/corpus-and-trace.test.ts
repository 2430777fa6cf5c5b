import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, signIn } from './browserless.ts';
import { type RealConsole, startRealConsole } from './real-console.ts';

const CORPUS = [
  { _id: 'd1', title: 'Trains', text: 'Trains are booked through the travel desk two weeks ahead.' },
  { _id: 'd2', title: 'Hotels', text: 'Hotels are booked by yourself and cost at most 120 euros a night.' },
  { _id: 'd3', title: 'Meals', text: 'Meals on the road are paid back up to 30 euros a day.' },
]
  .map((row) => JSON.stringify(row))
  .join('\n');

const flat = (text: string) =>
  text
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');

describe('a console with a corpus and a file that cannot be read', () => {
  let rig: RealConsole;
  let person: Person;
  let uploaded = '';
  beforeAll(async () => {
    rig = await startRealConsole();
    person = await signIn(rig, 'Cora', 'curator');
    uploaded = await uploadCorpus();
    await rig.upload('broken.pdf', 'not a pdf');
  });
  afterAll(async () => await rig[Symbol.asyncDispose]());

  async function uploadCorpus(): Promise<string> {
    const tempFile = path.join(rig.folder, 'corpus-temp');
    writeFileSync(tempFile, CORPUS);
    const { library, jobs } = rig.app;
    const { documentId } = await library.upload({
      name: 'travel.jsonl',
      tempFile,
      collection: 'default',
      by: 'Cora',
    });
    const [job] = await jobs.list({ kind: 'upload', limit: 1 });
    if (job !== undefined) await jobs.finished(job.id);
    return documentId;
  }

  it('says of an uploaded corpus how many documents it became, and leads to them', async () => {
    const line = await person.text(`/uploads/${uploaded}?collection=default&path=travel.jsonl`);
    expect(flat(line)).toContain('travel.jsonl Ready: 3 documents');
    const address = /href="([^"]+)"/.exec(line)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const list = flat(await person.text(address));
    for (const title of ['Trains', 'Hotels', 'Meals']) expect(list).toContain(title);
    expect(list).not.toContain('broken');
  });

  it('says the same when the corpus is uploaded again, though its row is gone by then', async () => {
    const again = await uploadCorpus();
    expect(await rig.app.library.find(again)).toBeUndefined();
    const line = await person.text(`/uploads/${again}?collection=default&path=travel.jsonl`);
    expect(flat(line)).toContain('travel.jsonl Ready: 3 documents');
  });

  it('counts what can be found, and apart from it what could not be read', async () => {
    expect(await rig.app.library.collections()).toEqual([{ collection: 'default', documents: 3, failed: 1 }]);
    expect(flat(await person.text('/'))).toContain(
      'Answers come from 3 documents; 1 file could not be read.',
    );
    expect(flat(await person.text('/documents'))).toContain('default (3, 1 not read)');
  });

  it('tells the steps of an answer in words, with what was recorded behind a click', async () => {
    const answer = await rig.ask('How are trains booked?');
    const page = await person.text(`/answers/${answer.traceId}`);
    const words = flat(page);
    expect(words).toMatch(/Checked the question [\d.]+ ms “How are trains booked\?”/);
    expect(words).toContain('Nobody asked this before.');
    expect(words).toMatch(/Searched the documents [\d.]+ ms \d passages?, evidence [01]\.\d\d/);
    expect(page).toMatch(/<a href="\/documents\/[^"]+passage=[^"]+">Trains<\/a> <span class="score">1\.00</);
    expect(words).toContain('Sentences quoted from the passages, no model.');
    expect(words).toContain('1 passage cited');
    expect(page).toMatch(/<details class="raw"><summary>As recorded<\/summary><pre>\{/);
  });

  it('shows the words that a member gets who asks why', async () => {
    const answer = await rig.ask('What do hotels cost a night?');
    const words = flat(await person.text(`/answers/${answer.traceId}`));
    expect(words).toContain('Why this answer?');
    expect(words).toMatch(
      /I used these passages: \[1\] Hotels, as revised on \d+ \w+ \d{4}: “Hotels are booked/,
    );
    expect(words).toContain('My checks found nothing to change.');
  });
});
