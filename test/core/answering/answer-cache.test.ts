import { describe, expect, it } from 'vitest';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { createFakeModelAnswerer, extractive, openAnswering } from '../../fixtures/answering-rig.ts';
import { aPassage } from '../../fixtures/passages.ts';

const TRAVEL = aPassage({ text: 'Trains are booked by the travel desk.' });
const LUNCH = aPassage({ documentId: 'doc_lunch', title: 'Canteen', text: 'Lunch is served from noon.' });
const passages = [TRAVEL, LUNCH];

async function openWithModel() {
  const fake = await createFakeOpenAI({ reply: 'The travel desk books trains. [1]' });
  const rig = await openAnswering({ passages, answerer: await createFakeModelAnswerer(fake) });
  return {
    ...rig,
    fake,
    async [Symbol.asyncDispose]() {
      await rig[Symbol.asyncDispose]();
      await fake.close();
    },
  };
}

describe('an answer that was given before', () => {
  it('is served again without asking the model, under its own trace', async () => {
    await using rig = await openWithModel();
    const first = await rig.ask('Who books trains?');
    const second = await rig.ask('  who books TRAINS ');
    expect([first.servedBy, second.servedBy]).toEqual(['model', 'exact-cache']);
    expect(second).toMatchObject({
      outcome: 'answered',
      text: first.text,
      citations: first.citations,
      confidence: first.confidence,
      evidence: first.evidence,
      question: '  who books TRAINS ',
      usage: null,
    });
    expect(second.traceId).not.toBe(first.traceId);
    expect(rig.fake.requests).toHaveLength(1);
    expect(await rig.saved()).toHaveLength(2);
    expect(JSON.stringify(second.steps)).toContain(first.traceId);
  });

  it('is not served from an answer that itself came from the cache', async () => {
    await using rig = await openWithModel();
    const first = await rig.ask('Who books trains?');
    await rig.ask('Who books trains?');
    expect(await rig.cached()).toMatchObject([{ answer_id: first.traceId, hits: 1 }]);
  });

  it.each([
    ['changed', 'The trains are booked by everyone at the travel desk.'],
    ['gone', null],
  ])('is written anew when a passage it cites is %s', async (_name, text) => {
    await using rig = await openWithModel();
    await rig.ask('Who books trains?');
    if (text === null) rig.retriever.remove(TRAVEL.passageId);
    else rig.retriever.replace(TRAVEL.passageId, text);
    const second = await rig.ask('Who books trains?');
    expect(second.servedBy).not.toBe('exact-cache');
    expect(second.outcome).toBe(text === null ? 'abstained' : 'answered');
    expect(JSON.stringify(second.steps)).toContain('source-changed');
  });

  it('stands when another passage changes', async () => {
    await using rig = await openWithModel();
    await rig.ask('Who books trains?');
    rig.retriever.replace(LUNCH.passageId, 'Lunch is served from one.');
    expect((await rig.ask('Who books trains?')).servedBy).toBe('exact-cache');
  });

  it('is neither read nor written with noCache', async () => {
    await using rig = await openWithModel();
    await rig.ask('Who books trains?', { noCache: true });
    expect(await rig.cached()).toEqual([]);
    await rig.ask('Who books trains?');
    expect((await rig.ask('Who books trains?', { noCache: true })).servedBy).toBe('model');
    expect(rig.fake.requests).toHaveLength(3);
  });

  it('serves only those who may read the same collections', async () => {
    await using rig = await openWithModel();
    await rig.ask('Who books trains?', { collections: ['default', 'board'] });
    expect((await rig.ask('Who books trains?', { collections: ['default'] })).servedBy).toBe('model');
    // The default set, named or not, is one and the same.
    expect((await rig.ask('Who books trains?')).servedBy).toBe('exact-cache');
    expect((await rig.ask('Who books trains?', { collections: ['board', 'default'] })).servedBy).toBe(
      'exact-cache',
    );
  });

  it('has nothing to do with narrowed questions: they are neither served nor kept', async () => {
    await using rig = await openWithModel();
    await rig.ask('Who books trains?');
    const filter = { paths: [TRAVEL.path] };
    const narrowed = await rig.ask('Who books trains?', { filter });
    expect(narrowed.servedBy).toBe('model');
    expect(narrowed.steps.find(({ step }) => step === 'retrieve')?.detail).toMatchObject({ filter });
    const nowhere = await rig.ask('Who books trains?', { filter: { paths: ['no-such/'] } });
    expect(nowhere).toMatchObject({ outcome: 'abstained', citations: [] });
    expect(await rig.cached()).toMatchObject([{ hits: 0 }]);
    await rig.curated.add({
      ...{ questions: ['Who books trains?'], answer: 'Ask Ada.', collections: null, author: 'test' },
    });
    expect((await rig.ask('Who books trains?', { filter })).servedBy).toBe('model');
    expect((await rig.ask('Who books trains?')).servedBy).toBe('curated');
  });

  it('does not serve for another answerer', async () => {
    await using rig = await openWithModel();
    await rig.ask('Who books trains?');
    rig.use(extractive);
    expect((await rig.ask('Who books trains?')).servedBy).toBe('extract');
  });

  it('is kept for the answerer that wrote it, when the setting changes meanwhile', async () => {
    await using rig = await openWithModel();
    rig.fake.setReply(() => {
      rig.use(extractive);
      return 'The travel desk books trains. [1]';
    });
    expect((await rig.ask('Who books trains?')).servedBy).toBe('model');
    expect((await rig.ask('Who books trains?')).servedBy).toBe('extract');
  });
});

describe('an answer that was written in a thread', () => {
  const thread = [{ role: 'user', text: 'I am Ann and I earn 5000. Who books the trains for me?' } as const];

  it('is not kept for others, since it may say what the thread said', async () => {
    await using rig = await openWithModel();
    rig.fake.setReply(({ messages }) =>
      messages[0]?.text.startsWith('Rewrite')
        ? 'Who books trains?'
        : 'The travel desk books them for you. [1]',
    );
    const inThread = await rig.ask('And the trains?', { thread: [...thread] });
    expect(inThread).toMatchObject({ outcome: 'answered', standalone: 'Who books trains?' });
    expect(await rig.cached()).toEqual([]);
    rig.fake.setReply('The travel desk. [1]');
    expect((await rig.ask('Who books trains?')).text).toBe('The travel desk. [1]');
  });

  it('may be one that others got before', async () => {
    await using rig = await openWithModel();
    await rig.ask('Who books trains?');
    rig.fake.setReply('Who books trains?');
    const inThread = await rig.ask('And the trains?', { thread: [...thread] });
    expect(inThread.servedBy).toBe('exact-cache');
  });
});

describe('what is never kept', () => {
  it.each(['What is the meaning of life?', '', 'a'.repeat(5000)])('is an answer to %#', async (text) => {
    await using rig = await openWithModel();
    expect((await rig.ask(text)).outcome).not.toBe('answered');
    expect(await rig.cached()).toEqual([]);
  });
});
