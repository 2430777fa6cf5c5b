import { describe, expect, it } from 'vitest';
import { createFeedback } from '../../../core/feedback/feedback.ts';
import { listFeedback } from '../../../core/feedback/list-feedback.ts';
import { opinionOf } from '../../../core/feedback/opinion.ts';
import { dropOldSignals } from '../../../core/feedback/retention.ts';
import { unwatchPerson, watchPerson } from '../../../core/feedback/unwatched-people.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import type { NoteInput, VoteInput } from '../../../core/ports/feedback.ts';
import { saveAnswer } from '../../../core/rag/traces.ts';
import type { Answer, Question } from '../../../core/types.ts';
import { anAnswer } from '../../fixtures/answers.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const asked: Question = { text: 'q', thread: [], origin: 'slack:T1/C1', asker: 'hash' };

async function openLedger() {
  const temp = await openTempStore();
  const clock = createManualClock();
  const feedback = createFeedback({ store: temp.store, clock, random: systemRandom });
  let events = 0;
  const place = () => {
    events += 1;
    const where = { platform: 'slack', channel: 'C1', messageId: 'M1', userId: 'U1' };
    return { answerId: 'trc_1', ...where, eventId: `ev_${events}` };
  };
  return {
    store: temp.store,
    clock,
    feedback,
    save: (overrides: Partial<Answer> = {}) =>
      saveAnswer(temp.store, asked, anAnswer(overrides), { answerer: 'openai:m/answer-2', guards: 'g7' }),
    vote: (polarity: -1 | 0 | 1, overrides: Partial<VoteInput> = {}) =>
      feedback.record({ ...place(), signal: 'button', polarity, emoji: null, ...overrides }),
    note: (signal: NoteInput['signal'], overrides: Partial<NoteInput> = {}) =>
      feedback.note({ ...place(), signal, ...overrides } as NoteInput),
    rows: () => temp.store.selectFrom('signals').selectAll().orderBy('id').execute(),
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}

const row = (signal: string, polarity: number, reason: string | null = null) => ({
  ...{ signal, polarity, retracts: null, reason, comment: null },
});

describe('the reason of a vote', () => {
  it.each([
    ['stands with it', [row('button', -1), row('reason', -1, 'wrong')], 'wrong'],
    ['goes when it is turned round', [row('button', -1), row('reason', -1, 'wrong'), row('button', 1)], null],
    [
      'does not come back with a later one',
      [row('button', -1), row('reason', -1, 'wrong'), row('button', 1), row('button', -1)],
      null,
    ],
    [
      'stays when the same is voted again',
      [row('button', -1), row('reason', -1, 'wrong'), row('button', -1)],
      'wrong',
    ],
    [
      'is the latest',
      [row('button', -1), row('reason', -1, 'wrong'), row('reason', -1, 'outdated')],
      'outdated',
    ],
    ['is none of a vote for', [row('button', 1), row('reason', -1, 'wrong')], null],
    ['is none without a vote', [row('reason', -1, 'wrong')], null],
  ])('%s', (_name, signals, reason) => {
    expect(opinionOf(signals).reason).toBe(reason);
  });

  it('is listed with the votes that stand, and gone once they are', async () => {
    await using rig = await openLedger();
    await rig.save();
    await rig.vote(-1);
    await rig.note('reason', { reason: 'outdated', comment: '  It is 40 euros now.  ' });
    const [listed] = await listFeedback(rig.store);
    expect(listed).toMatchObject({ down: 1, reasons: ['outdated'], comments: ['It is 40 euros now.'] });
    await rig.vote(1);
    expect(await listFeedback(rig.store)).toMatchObject([{ up: 1, down: 0, reasons: [], comments: [] }]);
  });
});

describe('a row of the ledger', () => {
  it('is bound to how its answer was made', async () => {
    await using rig = await openLedger();
    await rig.save({
      servedBy: 'exact-cache',
      writtenBy: 'model',
      usage: { model: 'gpt-5-mini', inputTokens: 1, outputTokens: 2 },
      steps: [{ step: 'cache', ms: 1, detail: { hit: true, tier: 'exact-cache', from: 'trc_0' } }],
    });
    await rig.vote(-1);
    const [signal] = await rig.rows();
    expect(signal).toMatchObject({ original: 'trc_0', source: 'explicit' });
    expect(JSON.parse(signal?.made_by ?? '')).toEqual({
      ...{ servedBy: 'exact-cache', writtenBy: 'model', model: 'gpt-5-mini' },
      ...{ answerer: 'openai:m/answer-2', guards: 'g7' },
      passages: [{ id: '1', hash: 'a'.repeat(64) }],
    });
  });

  it('says which vote it takes back or explains', async () => {
    await using rig = await openLedger();
    await rig.save();
    const thumb = { signal: 'reaction', emoji: '-1' } as const;
    await rig.vote(-1, thumb);
    await rig.note('reason', { reason: 'wrong' });
    await rig.vote(0, { ...thumb, retracts: -1 });
    const [vote, reason, taken] = await rig.rows();
    expect(vote?.about).toBeNull();
    expect([reason?.about, taken?.about]).toEqual([vote?.id, vote?.id]);
  });

  it('is there once, however often its event comes', async () => {
    await using rig = await openLedger();
    await rig.save();
    expect(await rig.note('rephrase', { eventId: 'same' })).toBe(true);
    expect(await rig.note('rephrase', { eventId: 'same' })).toBe(false);
    expect(await rig.note('helped', { answerId: 'trc_gone' })).toBe(false);
    expect(await rig.rows()).toHaveLength(1);
  });

  it('counts as no vote unless a thumb was set', async () => {
    await using rig = await openLedger();
    await rig.save();
    for (const signal of ['helped', 'not-helped', 'correction', 'rephrase', 'deletion'] as const)
      await rig.note(signal);
    expect((await rig.feedback.answer('trc_1'))?.votes).toEqual({ up: 0, down: 0 });
    expect(await listFeedback(rig.store)).toEqual([]);
    await rig.vote(1);
    await rig.note('escalation');
    expect(await listFeedback(rig.store)).toMatchObject([
      { up: 1, down: 0, implicit: { rephrase: 1, deletion: 1, escalation: 1 } },
    ]);
  });

  it('names nobody, and tells people apart', async () => {
    await using rig = await openLedger();
    await rig.save();
    await rig.vote(-1, { at: Date.UTC(2025, 11, 31) });
    await rig.note('rephrase', { userId: 'U2' });
    await rig.note('reason', { reason: 'wrong' });
    const { entries } = await rig.feedback.ledger('trc_1');
    expect(entries.map(({ person, signal, source }) => [person, signal, source])).toEqual([
      [1, 'button', 'explicit'],
      [2, 'rephrase', 'implicit'],
      [1, 'reason', 'explicit'],
    ]);
    expect(entries[0]?.at).toBe('2025-12-31T00:00:00.000Z');
  });
});

it('votes on what the cache gave again reach the answer that was given first', async () => {
  await using rig = await openLedger();
  await rig.save({ traceId: 'trc_0' });
  const steps: Answer['steps'] = [
    { step: 'cache', ms: 1, detail: { hit: true, tier: 'exact-cache', from: 'trc_0' } },
  ];
  await rig.save({ traceId: 'trc_1', steps });
  await rig.save({ traceId: 'trc_2', steps });
  await rig.vote(-1);
  await rig.vote(-1, { answerId: 'trc_2', userId: 'U2' });
  await rig.vote(1, { answerId: 'trc_2', userId: 'U3' });
  expect((await rig.feedback.ledger('trc_0')).copies).toEqual({ answers: 2, up: 1, down: 2 });
  expect((await listFeedback(rig.store)).map(({ original }) => original)).toEqual(['trc_0', 'trc_0']);
});

it('nothing is noted of what somebody does who does not want that, until they do', async () => {
  await using rig = await openLedger();
  await rig.save();
  const deps = { store: rig.store, random: systemRandom };
  await rig.note('rephrase');
  await rig.vote(-1);
  await unwatchPerson(deps, 'slack', 'U1');
  expect((await rig.rows()).map(({ signal }) => signal)).toEqual(['button']);
  expect(await rig.note('rephrase')).toBe(false);
  expect(await rig.note('reason', { reason: 'wrong' })).toBe(true);
  expect(await rig.note('rephrase', { userId: 'U2' })).toBe(true);
  await watchPerson(deps, 'slack', 'U1');
  expect(await rig.note('rephrase')).toBe(true);
});

it('old signals go, unless the same person said something of that answer since', async () => {
  await using rig = await openLedger();
  await rig.save();
  await rig.vote(-1);
  await rig.vote(-1, { userId: 'U2' });
  rig.clock.advance(40 * 24 * 3_600_000);
  await rig.vote(1, { userId: 'U2' });
  expect(await dropOldSignals(rig.store, rig.clock.now(), 0)).toBe(0);
  expect(await dropOldSignals(rig.store, rig.clock.now(), 30)).toBe(1);
  expect((await rig.feedback.answer('trc_1'))?.votes).toEqual({ up: 1, down: 0 });
  expect(await rig.rows()).toHaveLength(2);
});

it('the latest vote is the latest vote, whatever people said or did later', async () => {
  await using ledger = await openLedger();
  await ledger.save();
  await ledger.vote(-1);
  const [before] = await listFeedback(ledger.store);
  ledger.clock.advance(24 * 3_600_000);
  await ledger.note('rephrase');
  expect(await listFeedback(ledger.store)).toMatchObject([
    { lastVoteAt: before?.lastVoteAt, implicit: { rephrase: 1 } },
  ]);
});
