import { describe, expect, it } from 'vitest';
import { createFeedback } from '../../../core/feedback/feedback.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import type { VoteInput } from '../../../core/ports/feedback.ts';
import { saveAnswer } from '../../../core/rag/traces.ts';
import type { Answer, Question } from '../../../core/types.ts';
import { anAnswer } from '../../fixtures/answers.ts';
import { insertAsked, insertReply } from '../../fixtures/asked-rows.ts';
import { createManualClock } from '../../fixtures/manual-clock.ts';
import { openTempStore } from '../../fixtures/temp-store.ts';

const asked: Question = { text: 'q', thread: [], origin: 'slack:T1/C1', asker: 'hash' };

async function openFeedback() {
  const temp = await openTempStore();
  const clock = createManualClock();
  const feedback = createFeedback({ store: temp.store, clock, random: systemRandom });
  let votes = 0;
  return {
    store: temp.store,
    clock,
    feedback,
    save: (overrides: Partial<Answer> = {}) => saveAnswer(temp.store, asked, anAnswer(overrides)),
    vote(overrides: Partial<VoteInput> = {}) {
      votes += 1;
      return feedback.record({
        answerId: 'trc_1',
        platform: 'slack',
        channel: 'C1',
        messageId: 'M1',
        userId: 'U1',
        signal: 'reaction',
        polarity: 1,
        emoji: '+1',
        eventId: `ev_${votes}`,
        ...overrides,
      });
    },
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}

describe('votes', () => {
  it('show on the answer they are about', async () => {
    await using rig = await openFeedback();
    await rig.save();
    expect(await rig.vote()).toBe(true);
    expect(await rig.vote({ userId: 'U2', polarity: -1 })).toBe(true);
    expect((await rig.feedback.answer('trc_1'))?.votes).toEqual({ up: 1, down: 1 });
    expect(await rig.feedback.voteOf('trc_1', 'slack', 'U2')).toBe(-1);
    expect(await rig.feedback.voteOf('trc_1', 'discord', 'U2')).toBe(0);
  });

  it('are taken back', async () => {
    await using rig = await openFeedback();
    await rig.save();
    await rig.vote({ polarity: -1 });
    await rig.vote({ polarity: 0, retracts: -1 });
    expect((await rig.feedback.answer('trc_1'))?.votes).toEqual({ up: 0, down: 0 });
    expect(await rig.feedback.voteOf('trc_1', 'slack', 'U1')).toBe(0);
  });

  it('count once when an event is delivered again, also at the same time', async () => {
    await using rig = await openFeedback();
    await rig.save();
    const recorded = await Promise.all([1, 2, 3].map(() => rig.vote({ eventId: 'same' })));
    expect(recorded.filter(Boolean)).toHaveLength(1);
    expect(await rig.vote({ eventId: 'same', polarity: -1 })).toBe(false);
    expect((await rig.feedback.answer('trc_1'))?.votes).toEqual({ up: 1, down: 0 });
  });

  it('keep apart events of two platforms that have the same id', async () => {
    await using rig = await openFeedback();
    await rig.save();
    expect(await rig.vote({ eventId: 'same' })).toBe(true);
    expect(await rig.vote({ eventId: 'same', platform: 'discord' })).toBe(true);
    expect((await rig.feedback.answer('trc_1'))?.votes).toEqual({ up: 2, down: 0 });
  });

  it('on an answer that does not exist are not recorded', async () => {
    await using rig = await openFeedback();
    expect(await rig.vote()).toBe(false);
    expect(await rig.store.selectFrom('signals').selectAll().execute()).toEqual([]);
  });

  it('are appended in the order they came, also in one millisecond and when the clock steps back', async () => {
    await using rig = await openFeedback();
    await rig.save();
    for (let round = 0; round < 40; round++)
      await rig.vote({ polarity: round % 2 === 0 ? 1 : -1, signal: 'button' });
    expect(await rig.feedback.voteOf('trc_1', 'slack', 'U1')).toBe(-1);
    rig.clock.advance(-5_000);
    await rig.vote({ polarity: 1, signal: 'button' });
    expect(await rig.feedback.voteOf('trc_1', 'slack', 'U1')).toBe(1);
  });

  it('hold no id of a person', async () => {
    await using rig = await openFeedback();
    await rig.save();
    await rig.vote({ userId: 'U-very-recognisable' });
    const rows = await rig.store.selectFrom('signals').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('recognisable');
  });
});

describe('the list of answers', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  const idsOf = (records: { answer: Answer }[]) => records.map(({ answer }) => answer.traceId);

  it('gives an answer back as it was saved', async () => {
    await using rig = await openFeedback();
    const answer = anAnswer({
      usage: { model: 'm', inputTokens: 1, outputTokens: null },
      steps: [{ step: 'standalone', ms: 1, detail: { text: 'a' } }],
    });
    await rig.save(answer);
    expect(await rig.feedback.answer('trc_1')).toEqual({
      answer,
      origin: 'slack:T1/C1',
      suggestion: null,
      votes: { up: 0, down: 0 },
      message: null,
      delivery: null,
      deliveryNote: null,
    });
    expect(await rig.feedback.answer('trc_nope')).toBeUndefined();
  });

  it('pages newest first through answers of one moment, each exactly once', async () => {
    await using rig = await openFeedback();
    const ids = Array.from({ length: 7 }, (_, index) => `trc_${index}`);
    for (const [index, traceId] of ids.entries())
      await rig.save({ traceId, createdAt: at(Math.floor(index / 3)) });
    const seen: string[] = [];
    for (let before: string | undefined; ; before = seen.at(-1)) {
      const page = await rig.feedback.answers({ limit: 2, ...(before === undefined ? {} : { before }) });
      if (page.length === 0) break;
      seen.push(...idsOf(page));
    }
    expect(seen).toEqual(ids.toReversed());
  });

  it('ends where the answer before it is gone', async () => {
    await using rig = await openFeedback();
    await rig.save();
    expect(await rig.feedback.answers({ before: 'trc_gone' })).toEqual([]);
  });

  it('has fifty a page unless told otherwise', async () => {
    await using rig = await openFeedback();
    for (let index = 0; index < 55; index++) await rig.save({ traceId: `trc_${index}` });
    expect(await rig.feedback.answers()).toHaveLength(50);
    expect(await rig.feedback.answers({ limit: 55 })).toHaveLength(55);
  });

  it('is narrowed by outcome', async () => {
    await using rig = await openFeedback();
    await rig.save();
    await rig.save({ traceId: 'trc_2', outcome: 'abstained', servedBy: null, reason: 'no-evidence' });
    expect(idsOf(await rig.feedback.answers({ outcome: 'abstained' }))).toEqual(['trc_2']);
  });

  it.each([
    ['TRAIN', ['trc_1']],
    ['100%', ['trc_2']],
    ['a_b', ['trc_3']],
    ['!', ['trc_4']],
    ["o'clock", ['trc_4']],
    ['', ['trc_4', 'trc_3', 'trc_2', 'trc_1']],
    ['nowhere', []],
  ])('is searched for %j as it stands', async (search, ids) => {
    await using rig = await openFeedback();
    const questions = ['How do I book a train?', 'Is it 100% paid?', 'What is a_b?', "At 9 o'clock!"];
    for (const [index, question] of questions.entries())
      await rig.save({ traceId: `trc_${index + 1}`, question, createdAt: at(index) });
    await rig.save({ traceId: 'trc_0', question: 'acb 1000', outcome: 'refused', createdAt: at(0) });
    const found = await rig.feedback.answers({ search, outcome: 'answered' });
    expect(idsOf(found)).toEqual(ids);
  });

  it.each([
    ['due', 'waiting'],
    ['delivered', 'delivered'],
    ['undeliverable', 'undeliverable'],
  ])('links the message that asked, with its delivery (%s: %s)', async (state, delivery) => {
    await using rig = await openFeedback();
    await rig.save();
    const place = { platform: 'slack', workspace: 'T1', channel: 'C1', thread: '1.0' };
    await insertReply(rig.store, await insertAsked(rig.store, place), { answer_id: 'trc_1', state });
    expect(await rig.feedback.answer('trc_1')).toMatchObject({
      message: { ...place, messageId: '1.1' },
      delivery,
    });
  });
});
