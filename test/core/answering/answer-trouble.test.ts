import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { defaultGuards } from '../../../core/guardrails/default-guards.ts';
import type { Guard, Stage } from '../../../core/guardrails/guard.ts';
import { policy } from '../../../core/rag/policy.ts';
import { aQuestion, openAnswering } from '../../fixtures/answering-rig.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';
import { aPassage } from '../../fixtures/passages.ts';

const passages = [
  aPassage({
    documentId: 'doc_travel',
    text: 'Receipts are kept for a year. Trains are booked by the travel desk. Taxis need an approval.',
  }),
  aPassage({ documentId: 'doc_trial', title: 'Employment', text: 'The trial period is six months.' }),
];

const guardAt = (stage: Stage, check: Guard['check']): readonly Guard[] => [
  ...defaultGuards,
  { id: 'test-guard', stages: [stage], action: 'refrain', check },
];

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

  it('is not answered when a guard breaks, and not called a bad question', async () => {
    const guards = guardAt('input', () => {
      throw new Error('out of order');
    });
    await using rig = await openAnswering({ passages, guards });
    const answer = await rig.ask('Who books trains?');
    expect(answer).toMatchObject({ outcome: 'unavailable', reason: 'guard-test-guard' });
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

  it('is no refusal where a check of the question is late', async () => {
    const late: Guard = {
      ...{ id: 'late', stages: ['input'], action: 'exception', budgetMs: 20 },
      check: () => new Promise(() => {}),
    };
    await using rig = await openAnswering({ passages, guards: [...defaultGuards, late] });
    const answer = await rig.ask('Who books trains?');
    expect(answer).toMatchObject({ outcome: 'unavailable', reason: 'guard-late' });
    expect(answer.text).not.toContain(wording.outcome.refused);
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

describe('an answer that cannot be stored, since the disk is full', () => {
  it('is given all the same, a kept one too; one that a chat waits for is not', async () => {
    await using rig = await openAnswering({ passages });
    const asked = await rig.ask('Who books trains?');
    expect(asked.outcome).toBe('answered');
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(rig.store);
    await sql.raw(`pragma max_page_count = ${rows[0]?.page_count ?? 1}`).execute(rig.store);
    // Fills what is left of the pages.
    const fill = { text: 'Who books trains? '.repeat(50), thread: [], origin: 'cli', asker: null };
    for (let at = 0; at < 30; at++) await rig.answering.answer({ ...fill, text: `${fill.text}${at}` });
    expect(rig.warnings.length).toBeGreaterThan(0);
    const again = await rig.ask('Who books trains?');
    expect(again).toMatchObject({ outcome: 'answered', text: asked.text });
    const row = rig.answering.answer(aQuestion('Who books trains now?'), { alongside: async () => {} });
    await expect(row).rejects.toThrow(/full/);
  });
});
