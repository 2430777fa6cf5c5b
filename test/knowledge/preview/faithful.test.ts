import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Preview } from '../../../core/ports/previews.ts';
import { PREVIEW_NOTES } from '../../../knowledge/preview/notes.ts';
import { PREVIEW_JOB } from '../../../knowledge/preview/previews.ts';
import { hasSharedData, readLines, sharedData } from '../../bench/shared-data.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { seeded } from '../../fixtures/seeded.ts';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';

const HANDBOOK = 'retrieval/18f-handbook';
const questionsFile = path.resolve(import.meta.dirname, '../../fixtures/18f-questions.jsonl');

async function preview(rig: WholeApp, name: string): Promise<Preview> {
  const { documentId } = await rig.documentAt(name);
  await rig.app.previews.start(documentId);
  const [job] = await rig.app.jobs.list({ kind: PREVIEW_JOB, limit: 1 });
  await rig.app.jobs.finished(job?.id ?? '');
  const latest = await rig.app.previews.latest(documentId);
  if (latest?.state !== 'done') throw new Error(`the preview is not done: ${latest?.message}`);
  return latest;
}

/** Asks live, past the cache; what was answered by question. */
async function askAll(rig: WholeApp, questions: readonly string[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const text of questions) {
    const answer = await rig.app.ask({ text, thread: [], origin: 'cli', asker: null, noCache: true });
    answers.set(text, JSON.stringify([answer.outcome, answer.text]));
  }
  return answers;
}

/** Share of questions that the preview answers as the live index does. */
function likeness(
  found: Preview,
  live: ReadonlyMap<string, string>,
  side: 'before' | 'after' = 'before',
): number {
  const same = found.results.filter(
    (one) => live.get(one.question) === JSON.stringify([one[side].outcome, one[side].text]),
  );
  expect(found.results.length).toBe(live.size);
  return same.length / live.size;
}

const THINGS =
  'desk lamp chair screen phone badge locker key car bike printer kettle window heater fridge'.split(' ');
const PLACES = 'cellar attic lobby garage kitchen library workshop garden studio canteen'.split(' ');
const ACTS = 'ordered repaired cleaned lent returned replaced inspected stored insured sold'.split(' ');

/** Documents whose sections say who does what with which thing, and questions about some of them. */
function smallCorpus(seed: number): { files: Record<string, string>; questions: string[] } {
  const random = seeded(seed);
  const one = (of: readonly string[]): string => of[Math.floor(random() * of.length)] ?? '';
  const files: Record<string, string> = {};
  const questions: string[] = [];
  for (let file = 0; file < 24; file++) {
    const sections = Array.from({ length: 6 }, (_, at) => {
      const [thing, place, act, days] = [one(THINGS), one(PLACES), one(ACTS), 1 + Math.floor(random() * 28)];
      if (at === 0) questions.push(`Within how many days is a ${thing} of the ${place} ${act}?`);
      return `## The ${thing} of the ${place}\n\nA ${thing} of the ${place} is ${act} within ${days} days by team ${file}, and the receipt is kept by the ${one(PLACES)} until the ${one(THINGS)} has been ${one(ACTS)} again.\n`;
    });
    files[`rules-${file}.md`] = `# Rules ${file}\n\n${sections.join('\n')}`;
  }
  return { files, questions };
}

describe('what a preview asks', () => {
  let rig: WholeApp;
  afterEach(async () => await rig[Symbol.asyncDispose]());

  it('is answered as the live index answers, with vectors trained on the documents', async () => {
    rig = await openApp({ DOCENT_MEANING: 'on' });
    const { files, questions } = smallCorpus(7);
    await rig.ingest(files);
    const live = await askAll(rig, questions);
    await rig.ingest(
      { 'rules-3.md': `${files['rules-3.md']}\n## The xylophone\n\nThe xylophone is tuned by Ada.\n` },
      { draft: true },
    );
    const found = await preview(rig, 'rules-3.md');
    expect(likeness(found, live)).toBeGreaterThanOrEqual(0.95);
    expect(found.notes).toEqual([]);
    const { passages } = await rig.app.retriever.search({ text: 'Who tunes the xylophone?', k: 5 });
    expect(passages.filter(({ text }) => text.includes('xylophone'))).toEqual([]);
  });

  it.skipIf(!hasSharedData(HANDBOOK))(
    `is answered as the live index answers, on a whole handbook (skipped: shared/data/${HANDBOOK} is absent)`,
    async () => {
      rig = await openApp();
      const folder = path.join(rig.folder, 'handbook');
      cpSync(sharedData(HANDBOOK), folder, { recursive: true });
      const options = { collection: 'default', by: 'test', cwd: folder };
      await rig.app.library.ingest(['.'], options);
      await rig.app.meaning.catchUp();
      const questions = readLines(questionsFile)
        .slice(0, 40)
        .map((line) => (JSON.parse(line) as { question: string }).question);
      const live = await askAll(rig, questions);
      const { path: at } = await rig.documentAt('leave.md');
      const file = path.join(folder, at);
      const lines = readFileSync(file, 'utf8').split('\n');
      writeFileSync(file, lines.slice(0, lines.length / 5).join('\n'));
      await rig.app.library.ingest(['.'], { ...options, draft: true });
      const found = await preview(rig, 'leave.md');
      expect(likeness(found, live)).toBeGreaterThanOrEqual(0.95);
      expect(found.counts.same).toBeLessThan(questions.length);
      await rig.app.library.publish(found.documentId);
      expect(likeness(found, await askAll(rig, questions), 'after')).toBeGreaterThanOrEqual(0.95);
    },
    240_000,
  );

  it("has a provider's vectors, and pays for the draft's once", async () => {
    await using server = await createFakeOpenAI({ dims: 32 });
    rig = await openApp({
      DOCENT_EMBEDDINGS: 'openai:small',
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'k',
    });
    const { files, questions } = smallCorpus(11);
    await rig.ingest(files);
    const live = await askAll(rig, questions);
    const added = '\n## The xylophone\n\nThe xylophone is tuned by Ada.\n';
    await rig.ingest({ 'rules-3.md': `${files['rules-3.md']}${added}` }, { draft: true });
    const found = await preview(rig, 'rules-3.md');
    expect(likeness(found, live)).toBeGreaterThanOrEqual(0.95);
    expect(found.notes).toEqual([]);
    const calls = server.requests.length;
    await rig.app.library.publish((await rig.documentAt('rules-3.md')).documentId);
    expect(server.requests.length).toBe(calls);
  });

  it('is searched by words where the provider does not answer, and says so', async () => {
    await using server = await createFakeOpenAI({ dims: 32 });
    rig = await openApp({
      DOCENT_EMBEDDINGS: 'openai:small',
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'k',
    });
    await rig.ingest({ 'bees.md': '# Bees\n\nThe bees on the roof are kept by Ada.\n' });
    await rig.ask('Who keeps the bees on the roof?');
    await rig.ingest({ 'bees.md': '# Bees\n\nThe bees on the roof are kept by Grace.\n' }, { draft: true });
    server.setMode('401');
    const found = await preview(rig, 'bees.md');
    expect(found.notes).toEqual([PREVIEW_NOTES.provider]);
    expect(found.results.map(({ verdict }) => verdict)).toEqual(['changed']);
  });

  it('sends nothing of a held draft to the provider', async () => {
    await using server = await createFakeOpenAI({ dims: 32 });
    rig = await openApp({
      DOCENT_EMBEDDINGS: 'openai:small',
      OPENAI_BASE_URL: server.baseUrl,
      OPENAI_API_KEY: 'k',
    });
    await rig.ingest({ 'bees.md': '# Bees\n\nThe bees on the roof are kept by Ada.\n' });
    await rig.ask('Who keeps the bees on the roof?');
    await rig.upload(
      'bees.md',
      '# Bees\n\nThe bees on the roof are kept by Grace, who pays with 4111 1111 1111 1111.\n',
    );
    const found = await preview(rig, 'bees.md');
    expect(found.notes).toEqual([PREVIEW_NOTES.held]);
    expect(JSON.stringify(server.requests)).toContain('kept by Ada');
    expect(JSON.stringify(server.requests)).not.toContain('4111');
  });

  it('stays the same where the team wrote the answer, and names what rests on the document', async () => {
    rig = await openApp();
    await rig.ingest({
      'bees.md': '# Bees\n\nThe bees on the roof are kept by Ada.\n',
      'taxi.md': '# Taxi\n\nA taxi is ordered by the front desk.\n',
    });
    const { documentId } = await rig.documentAt('bees.md');
    const [curated, kept] = ['Who looks after the bees?', 'Who keeps the bees on the roof?'];
    await rig.ask(kept);
    await rig.ask('Who orders a taxi?');
    const team = { collections: ['default'], author: 'Ada' };
    const [bees] = [
      await rig.app.curated.add({
        ...team,
        questions: [curated],
        answer: `Ada does, see [Bees](/documents/${documentId}).`,
      }),
      await rig.app.curated.add({
        ...team,
        questions: ['Who rings?'],
        answer: 'Nobody, see [Taxi](taxi.md).',
      }),
    ];
    await rig.ask(curated);
    await rig.ingest({ 'bees.md': '# Bees\n\nThe bees on the roof are kept by Grace.\n' }, { draft: true });
    const found = await preview(rig, 'bees.md');
    const verdicts = Object.fromEntries(found.results.map((one) => [one.question, one]));
    expect(verdicts[curated]).toMatchObject({
      verdict: 'same',
      before: { curated: true },
      after: { curated: true },
    });
    expect(verdicts[kept]).toMatchObject({ verdict: 'changed', before: { curated: false } });
    expect(found.touched).toEqual({ curated: [{ id: bees?.id, question: curated }], cached: [kept] });
  });

  it('is helped by confirmed questions where members are', async () => {
    rig = await openApp();
    await rig.ingest({
      'expenses.md':
        '# Expenses\n\nReceipts go to finance within ten days after travelling. Finance transfers the amount to your account.\n',
      'pocket.md': '# Trip money\n\nTrip money is cash for a trip. Trip money comes from the front desk.\n',
      'lost.md': '# Lost and found\n\nUmbrellas that somebody finds wait at the reception.\n',
    });
    const { traceId } = await rig.ask('Do receipts go to finance for trip money after travelling?');
    await rig.app.feedback.record({
      ...{ answerId: traceId, platform: 'slack', channel: 'C1', messageId: 'M1', userId: 'U1' },
      ...{ signal: 'reaction', polarity: 1, emoji: null, eventId: 'vote-1' },
    });
    await rig.app.questionMemory.settled();
    const asked = 'Who is finance for trip money after travelling?';
    const { text, retrieved } = await rig.app.ask({
      ...{ text: asked, thread: [], origin: 'cli', asker: null, noCache: true },
    });
    expect(retrieved?.passages[0]?.title).toBe('Expenses');
    await rig.ingest({ 'lost.md': '# Lost and found\n\nUmbrellas wait in the cellar.\n' }, { draft: true });
    const found = await preview(rig, 'lost.md');
    expect(found.results.find((one) => one.question === asked)?.before.text).toBe(text);
  });
});
