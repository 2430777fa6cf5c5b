import { describe, expect, it } from 'vitest';
import { wording } from '../../core/defensive-ux/wording.ts';
import { defaultGuards } from '../../core/guardrails/default-guards.ts';
import type { Guard, Stage } from '../../core/guardrails/guard.ts';
import { policy } from '../../core/rag/policy.ts';
import { openAnswering } from '../fixtures/answering-rig.ts';
import { createManualClock } from '../fixtures/manual-clock.ts';
import { aPassage } from '../fixtures/passages.ts';

const TRAVEL = aPassage({
  documentId: 'doc_travel',
  text: 'Receipts are kept for a year. Trains are booked by the travel desk. Taxis need an approval.',
});
const TRIAL = aPassage({
  documentId: 'doc_trial',
  title: 'Employment',
  path: 'people/trial.md',
  text: 'The trial period for employees is six months. For contractors the trial period is one month.',
});
const passages = [TRAVEL, TRIAL];

const guardAt = (stage: Stage, check: Guard['check']): readonly Guard[] => [
  ...defaultGuards,
  { id: 'test-guard', stages: [stage], action: 'refrain', check },
];

describe('an answered question', () => {
  it('quotes the sentence that answers, with its source and who wrote it', async () => {
    await using rig = await openAnswering({ passages });
    const answer = await rig.ask('Who books trains at the travel desk?');
    expect(answer).toMatchObject({
      outcome: 'answered',
      servedBy: 'extract',
      text: 'Trains are booked by the travel desk. [1]',
      confidence: 'found',
      reason: null,
      nearest: [],
      usage: null,
      question: 'Who books trains at the travel desk?',
      standalone: 'Who books trains at the travel desk?',
    });
    expect(answer.citations).toMatchObject([
      { n: 1, documentId: 'doc_travel', passageId: TRAVEL.passageId, hash: TRAVEL.hash },
    ]);
    expect(answer.evidence).toBeGreaterThan(policy.foundAbove);
    expect(TRAVEL.text).toContain(answer.citations[0]?.quote);
  });

  it('is stored with its steps in the order they were taken', async () => {
    await using rig = await openAnswering({ passages });
    const answer = await rig.ask('Who books trains?', { origin: 'slack:T1/C1', asker: 'hash' });
    const [row] = await rig.saved();
    expect(row).toMatchObject({
      id: answer.traceId,
      origin: 'slack:T1/C1',
      asker: 'hash',
      outcome: 'answered',
    });
    expect(JSON.parse(row?.steps ?? '')).toEqual(answer.steps);
    expect(answer.steps.map(({ step }) => step)).toEqual([
      'input-guards',
      'standalone',
      'exact-cache',
      'retrieve',
      'passage-guards',
      'generate',
      'citations',
      'output-guards',
    ]);
  });

  it('is partly covered when the evidence is middling', async () => {
    await using rig = await openAnswering({ passages });
    const answer = await rig.ask('Who books trains, hotels?');
    expect(answer).toMatchObject({ outcome: 'answered', confidence: 'partly' });
  });

  it('comes from the collections of its channel alone', async () => {
    const secret = aPassage({ collection: 'board', text: 'Trains are booked by the board.' });
    await using rig = await openAnswering({ passages: [...passages, secret] });
    expect((await rig.ask('Who books trains?', { collections: ['board'] })).text).toContain('by the board');
    expect((await rig.ask('Who books trains?', { collections: ['default'] })).text).toContain('travel desk');
    expect((await rig.ask('Who books trains?', { collections: [] })).outcome).toBe('abstained');
  });
});

describe('a follow-up', () => {
  const thread = [
    { role: 'user', text: 'How long is the trial period for employees?' },
    { role: 'assistant', text: 'Six months. [1]' },
  ] as const;

  it('is searched with the topic of its thread', async () => {
    await using rig = await openAnswering({ passages });
    const answer = await rig.ask('and for contractors?', { thread: [...thread] });
    expect(answer.question).toBe('and for contractors?');
    expect(answer.standalone).toContain('trial period');
    expect(answer).toMatchObject({ outcome: 'answered', citations: [{ documentId: 'doc_trial' }] });
  });

  it('finds nothing without its thread', async () => {
    await using rig = await openAnswering({ passages: [TRAVEL] });
    expect((await rig.ask('and for contractors?')).outcome).toBe('abstained');
  });

  it('is told nothing that its thread should not have held', async () => {
    await using rig = await openAnswering({ passages });
    const token = `xoxb-${'1'.repeat(12)}-abcdef`;
    const leaky = [{ role: 'user', text: `How long is the trial period with ${token} for us?` } as const];
    const answer = await rig.ask('and for contractors?', { thread: leaky });
    expect(JSON.stringify(answer)).not.toContain(token);
  });
});

describe('an abstained question', () => {
  it('names the nearest documents, each once, when the evidence is thin', async () => {
    const more = aPassage({ documentId: 'doc_travel', text: 'Travel by night needs an approval.' });
    await using rig = await openAnswering({ passages: [...passages, more] });
    const answer = await rig.ask('Which approval does whale watching with penguins need?');
    expect(answer).toMatchObject({
      outcome: 'abstained',
      reason: 'no-evidence',
      servedBy: null,
      citations: [],
    });
    expect(answer.text).toContain(wording.outcome.abstained);
    expect(answer.nearest).toEqual([
      { documentId: 'doc_travel', externalId: null, title: 'Travel policy', path: 'people/travel.md' },
    ]);
    expect(answer.evidence).toBeLessThan(policy.quoteAbove);
  });

  it('says so when nothing was found at all', async () => {
    await using rig = await openAnswering({ passages: [] });
    const answer = await rig.ask('What does the CEO earn?');
    expect(answer).toMatchObject({ outcome: 'abstained', nearest: [], evidence: 0, confidence: 'not-found' });
  });

  it('says so when no passage may be used', async () => {
    const guards = guardAt('retrieval', () => ({ kind: 'fail', message: 'no', spans: [] }));
    await using rig = await openAnswering({ passages, guards });
    expect(await rig.ask('Who books trains?')).toMatchObject({
      outcome: 'abstained',
      reason: 'no-safe-passage',
    });
  });

  it('says so when there is no sentence to quote', async () => {
    const { searched } = { searched: aPassage({ text: '' }) };
    await using rig = await openAnswering({ passages: [{ ...searched, title: 'Who books trains' }] });
    expect(await rig.ask('Who books trains?')).toMatchObject({
      outcome: 'abstained',
      reason: 'no-answer-in-passages',
    });
  });
});

describe('a refused question', () => {
  it.each([
    ['   ', 'empty', wording.emptyQuestion],
    ['\u200b\u2060', 'empty', wording.emptyQuestion],
    ['a'.repeat(policy.questionLength + 1), 'too-long', '4000'],
  ])('is empty or too long (%#)', async (text, reason, said) => {
    await using rig = await openAnswering({ passages });
    const answer = await rig.ask(text);
    expect(answer).toMatchObject({ outcome: 'refused', reason, servedBy: null, citations: [], nearest: [] });
    expect(answer.text).toContain(said);
    expect(answer.question.length).toBeLessThanOrEqual(policy.questionLength);
    expect(await rig.saved()).toHaveLength(1);
  });

  it('is blocked by a guard, which the reason names', async () => {
    const guards = guardAt('input', () => ({ kind: 'fail', message: 'no', spans: [] }));
    await using rig = await openAnswering({ passages, guards });
    expect(await rig.ask('Who books trains?')).toMatchObject({
      outcome: 'refused',
      reason: 'test-guard',
      text: wording.outcome.refused,
    });
  });

  it('is blocked when a guard breaks', async () => {
    const guards = guardAt('input', () => {
      throw new Error('out of order');
    });
    await using rig = await openAnswering({ passages, guards });
    const answer = await rig.ask('Who books trains?');
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'test-guard' });
    expect(JSON.stringify(answer.steps)).toContain('out of order');
  });
});

describe('an unavailable answer', () => {
  it('says so when no index can serve', async () => {
    await using rig = await openAnswering({ passages });
    rig.retriever.breakDown();
    const answer = await rig.ask('Who books trains?', { noCache: true });
    expect(answer).toMatchObject({ outcome: 'unavailable', reason: 'index', citations: [] });
    expect(answer.text).toContain(wording.outcome.unavailable);
    expect(answer.text).toContain(answer.traceId);
    expect(rig.warnings).toHaveLength(1);
  });

  it.each<[string, Stage, string]>([
    ['breaks', 'output', 'guard-test-guard'],
    ['blocks', 'output', 'guard-test-guard'],
  ])('shows nothing of the text when an output guard %s', async (how, stage, reason) => {
    const guards = guardAt(stage, () => {
      if (how === 'breaks') throw new Error('out of order');
      return { kind: 'fail', message: 'no', spans: [] };
    });
    await using rig = await openAnswering({ passages, guards });
    const answer = await rig.ask('Who books trains?');
    expect(answer).toMatchObject({ outcome: 'unavailable', reason, citations: [] });
    expect(answer.text).not.toContain('travel desk');
    expect(answer.nearest[0]).toMatchObject({ documentId: 'doc_travel' });
    expect(await rig.cached()).toEqual([]);
  });

  it('leaves a passage out when its guard breaks', async () => {
    const guards = guardAt('retrieval', ({ text }) => {
      if (text.includes('Trains')) throw new Error('out of order');
      return { kind: 'pass' };
    });
    await using rig = await openAnswering({ passages, guards });
    expect((await rig.ask('Who books trains?')).outcome).toBe('abstained');
  });

  it('ends what throws unexpectedly, with the cause in the trace', async () => {
    await using rig = await openAnswering({ passages });
    rig.use({
      servedBy: 'extract',
      id: 'broken',
      answer: () => Promise.reject(new Error('no disk')),
      standalone: () => Promise.reject(new Error('no idea')),
    });
    const first = await rig.ask('Who books trains?');
    expect(first).toMatchObject({ outcome: 'unavailable', reason: 'model-provider-error' });
    const second = await rig.ask('And now?', { thread: [{ role: 'user', text: 'Who books trains?' }] });
    expect(second).toMatchObject({ outcome: 'unavailable', reason: 'internal' });
    expect(JSON.stringify(second.steps)).toContain('no idea');
    expect(second.text).not.toContain('no idea');
  });

  it('ends after the deadline', async () => {
    const clock = createManualClock();
    await using rig = await openAnswering({ passages, clock });
    const reached = Promise.withResolvers<void>();
    rig.use({
      servedBy: 'model',
      id: 'slow',
      standalone: async (text) => text,
      answer: ({ signal }) => {
        reached.resolve();
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        );
      },
    });
    const asking = rig.ask('Who books trains?');
    await reached.promise;
    clock.advance(policy.deadlineMs);
    expect(await asking).toMatchObject({ outcome: 'unavailable', reason: 'model-timeout' });
  });
});

describe('the transaction', () => {
  it('holds what the caller writes alongside', async () => {
    await using rig = await openAnswering({ passages });
    const answer = await rig.answering.answer(
      { text: 'Who books trains?', thread: [], origin: 'cli', asker: null },
      {
        alongside: async (trx, { traceId }) => {
          await trx.insertInto('meta').values({ key: 'outbox', value: traceId }).execute();
        },
      },
    );
    const row = await rig.store
      .selectFrom('meta')
      .select('value')
      .where('key', '=', 'outbox')
      .executeTakeFirst();
    expect(row?.value).toBe(answer.traceId);
  });

  it('leaves no answer and no cache entry when the caller fails', async () => {
    await using rig = await openAnswering({ passages });
    const asking = rig.answering.answer(
      { text: 'Who books trains?', thread: [], origin: 'cli', asker: null },
      {
        alongside: async (trx) => {
          await trx.insertInto('meta').values({ key: 'outbox', value: 'x' }).execute();
          throw new Error('the outbox is full');
        },
      },
    );
    await expect(asking).rejects.toThrow('the outbox is full');
    expect(await rig.saved()).toEqual([]);
    expect(await rig.cached()).toEqual([]);
    expect(await rig.store.selectFrom('meta').selectAll().execute()).toEqual([]);
  });
});

describe('what is kept of a question', () => {
  it('holds no secret that its asker pasted', async () => {
    await using rig = await openAnswering({ passages });
    const token = `ghp_${'a1'.repeat(18)}`;
    await rig.ask(`Who books trains? My token is ${token}`);
    const everything = JSON.stringify([await rig.saved(), await rig.cached()]);
    expect(everything).not.toContain(token);
    expect(everything).toContain('Who books trains');
  });
});
