import { describe, expect, it } from 'vitest';
import { whyText } from '../../../core/defensive-ux/why.ts';
import { markOf, QUOTE_INSTEAD, wording } from '../../../core/defensive-ux/wording.ts';
import { createExtractiveAnswerer } from '../../../core/local/extractive-answerer.ts';
import type { Answerer } from '../../../core/ports/answerer.ts';
import { policy } from '../../../core/rag/policy.ts';
import { standaloneByRule } from '../../../core/rag/standalone.ts';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import { createFakeModelAnswerer, openAnswering } from '../../fixtures/answering-rig.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';
import { aPassage } from '../../fixtures/passages.ts';

const passages = [
  aPassage({
    documentId: 'doc_travel',
    title: 'Travel',
    text: 'Receipts are kept for a year. Trains are booked by the travel desk. Taxis need an approval.',
  }),
];
const question = 'Who books trains?';
const quoter = createExtractiveAnswerer({ standalone: standaloneByRule });
const withQuotes = (model: Answerer): Answerer => ({ ...model, id: `${model.id}+quotes`, fallback: quoter });

const failures = [
  'hang',
  '429',
  'quota',
  '500',
  '401',
  'filter',
  'refusal',
  'empty',
  's-cut',
  's-end',
  'cut',
];

describe('an answer whose model fails', () => {
  it.each(failures)('is quoted after %s, says so, and is not kept', async (mode) => {
    await using openai = await createFakeOpenAI({ reply: 'The travel desk books trains [1].' });
    openai.setMode(mode as '429');
    const answerer = withQuotes(await createFakeModelAnswerer(openai));
    await using rig = await openAnswering({ passages, answerer });
    const answer = await rig.ask(question);
    expect(answer).toMatchObject({ outcome: 'answered', servedBy: 'extract', usage: null });
    expect(answer.text).toBe('Trains are booked by the travel desk. [1]');
    expect(markOf(answer)).toBe(wording.quotedInstead);
    const instead = answer.steps.find(({ step }) => step === QUOTE_INSTEAD);
    expect(instead?.detail).toMatchObject({
      because: expect.stringMatching(/^model-/),
      passedOver: [{ model: 'openai:any', reason: expect.any(String) }],
    });
    expect(whyText(answer, new Map())).toContain('openai:any');
    expect(await rig.cached()).toEqual([]);

    // The outage is over: the same question is written again, and that is kept.
    openai.setMode('ok');
    expect(await rig.ask(question)).toMatchObject({ servedBy: 'model' });
    expect(await rig.cached()).toHaveLength(1);
  });

  it('names the nearest documents where the evidence is too thin to quote', async () => {
    await using openai = await createFakeOpenAI();
    openai.setMode('500');
    const answerer = withQuotes(await createFakeModelAnswerer(openai));
    await using rig = await openAnswering({ passages, answerer });
    const answer = await rig.ask('Who repairs the coffee machine, the lift and the trains of today?');
    expect(answer.evidence).toBeLessThan(policy.quoteAbove);
    expect(answer).toMatchObject({ outcome: 'unavailable', reason: 'model-provider-error', citations: [] });
    expect(answer.nearest).toMatchObject([{ documentId: 'doc_travel' }]);
  });

  it('ends as an apology with a reference, a retry and a colleague where nothing can be searched', async () => {
    await using openai = await createFakeOpenAI();
    openai.setMode('500');
    const answerer = withQuotes(await createFakeModelAnswerer(openai));
    await using rig = await openAnswering({ passages, answerer });
    rig.retriever.breakDown();
    const answer = await rig.ask(question);
    expect(answer).toMatchObject({ outcome: 'unavailable', nearest: [] });
    expect(answer.text).toContain(answer.traceId);
    expect(answer.text).toMatch(/try again.*ask a colleague/);
  });

  it('stays unavailable with the nearest documents where nobody quotes', async () => {
    await using openai = await createFakeOpenAI();
    openai.setMode('500');
    await using rig = await openAnswering({ passages, answerer: await createFakeModelAnswerer(openai) });
    const answer = await rig.ask(question);
    expect(answer).toMatchObject({ outcome: 'unavailable', servedBy: null });
    expect(answer.nearest).toMatchObject([{ documentId: 'doc_travel' }]);
  });

  it('is quoted before the deadline when the model never speaks', async () => {
    const clock = createManualClock();
    await using rig = await openAnswering({ passages, clock });
    const reached = Promise.withResolvers<void>();
    rig.use({
      servedBy: 'model',
      id: 'slow',
      fallback: quoter,
      standalone: async (text) => text,
      answer: ({ signal }) => {
        reached.resolve();
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      },
    });
    const asking = rig.ask(question);
    await reached.promise;
    clock.advance(policy.deadlineMs - policy.quotingMs);
    expect(await asking).toMatchObject({ outcome: 'answered', servedBy: 'extract' });
  });

  it('is quoted where the guards let no draft of the model through', async () => {
    await using openai = await createFakeOpenAI({ reply: 'I will kill you and your whole family [1].' });
    const answerer = withQuotes(await createFakeModelAnswerer(openai));
    await using rig = await openAnswering({ passages, answerer });
    expect(await rig.ask(question)).toMatchObject({ outcome: 'answered', servedBy: 'extract' });
  });
});

describe('the models of a channel', () => {
  it('answer there, and what they wrote is never served elsewhere', async () => {
    const model = (id: string, text: string): Answerer => ({
      servedBy: 'model',
      id,
      standalone: async (said) => said,
      answer: async () => ({ kind: 'drafted', text, usage: null }),
    });
    await using rig = await openAnswering({
      passages,
      answerer: model('openai:a', 'The travel desk books trains [1].'),
      answererOf: async (models) => model(models.join(','), 'Trains are booked by the desk [1].'),
    });
    const here = { models: ['openai:b', 'extractive'] };
    expect(await rig.ask(question, here)).toMatchObject({ text: 'Trains are booked by the desk [1].' });
    expect(await rig.ask(question)).toMatchObject({
      servedBy: 'model',
      text: 'The travel desk books trains [1].',
    });
    expect(await rig.ask(question, here)).toMatchObject({
      servedBy: 'exact-cache',
      text: 'Trains are booked by the desk [1].',
    });
    expect(await rig.ask(question, { models: ['openai:b'] })).toMatchObject({ servedBy: 'model' });
  });
});
