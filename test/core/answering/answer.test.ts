import { describe, expect, it } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { defaultGuards } from '../../../core/guardrails/default-guards.ts';
import type { Guard, Stage } from '../../../core/guardrails/guard.ts';
import { policy } from '../../../core/rag/policy.ts';
import { openAnswering } from '../../fixtures/answering-rig.ts';
import { aPassage } from '../../fixtures/passages.ts';

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
      'curated',
      'cache',
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
    const bare = aPassage({ text: '', title: 'Who books trains' });
    await using rig = await openAnswering({ passages: [bare] });
    expect(await rig.ask('Who books trains?')).toMatchObject({
      outcome: 'abstained',
      reason: 'no-answer-in-passages',
    });
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
