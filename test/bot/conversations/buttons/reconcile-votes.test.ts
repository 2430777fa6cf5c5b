import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { createReconcileVotes } from '../../../../bot/conversations/buttons/reconcile-votes.ts';
import { forgetPerson } from '../../../../core/answering/people.ts';
import { createFeedback } from '../../../../core/feedback/feedback.ts';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { systemRandom as random } from '../../../../core/local/system-random.ts';
import type { StandingThumb } from '../../../../core/ports/chat-platform.ts';
import { isoNow } from '../../../../core/ports/clock.ts';
import { saveAnswer } from '../../../../core/rag/traces.ts';
import { anAnswer } from '../../../fixtures/answers.ts';
import { insertAsked, insertReply } from '../../../fixtures/asked-rows.ts';
import { openTempStore } from '../../../fixtures/temp-store.ts';
import { scriptedPlatform } from '../rig.ts';

const name = { platform: 'slack', channel: 'C1', messageId: 'M1' };
const up = (userId: string, emoji = '👍'): StandingThumb => ({ userId, emoji, polarity: 1 });
const down = (userId: string, emoji = '👎'): StandingThumb => ({ userId, emoji, polarity: -1 });

/** An answer in message M1, a platform that says which thumbs stand there, and votes as their events tell them. */
async function setUp() {
  const { store, ...temp } = await openTempStore();
  const feedback = createFeedback({ store, clock: systemClock, random });
  await saveAnswer(store, { text: 'q', thread: [], origin: 'slack:T1/C1', asker: 'hash' }, anAnswer());
  const asked = await insertAsked(store);
  const now = new Date(systemClock.now()).toISOString();
  await insertReply(store, asked, { answer_id: 'trc_1', created_at: now });
  await store
    .insertInto('reply_messages')
    .values({
      ...{ platform: 'slack', channel: 'C1', message_id: 'M1' },
      reply_id: asked.id,
      answer_id: 'trc_1',
    })
    .execute();
  const platform = scriptedPlatform();
  let thumbs: StandingThumb[] | null = [];
  platform.standing = async () => thumbs;
  const stopper = new AbortController();
  const log = pino({ level: 'silent' });
  // Fifty times as fast as the clock on the wall.
  const clock = {
    ...systemClock,
    monotonic: () => systemClock.monotonic() * 50,
    sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 50, signal),
  };
  const app = { store, clock, random, log, feedback };
  const reconcile = createReconcileVotes({ app, platform: () => platform, stopping: stopper.signal });
  let events = 0;
  return {
    store,
    platform,
    reconcile,
    stands: (all: StandingThumb[] | null) => {
      thumbs = all;
    },
    /** The platform refuses to tell so many times. */
    refuses: (times: number) => {
      let left = times;
      platform.standing = async () => {
        left -= 1;
        if (left >= 0) throw new Error('limited');
        return thumbs;
      };
    },
    vote: ({ userId, emoji, polarity }: StandingThumb, retracts = false) => {
      events += 1;
      return feedback.record({
        ...{ answerId: 'trc_1', ...name, userId, emoji, signal: 'reaction', eventId: `e${events}` },
        ...(retracts ? { polarity: 0 as const, retracts: polarity } : { polarity }),
      });
    },
    votes: async () => (await feedback.answer('trc_1'))?.votes,
    signals: async () => (await store.selectFrom('signals').select('id').execute()).length,
    [Symbol.asyncDispose]: async () => {
      stopper.abort();
      await temp[Symbol.asyncDispose]();
    },
  };
}

describe('votes and the reactions that stand', () => {
  test('what was set and taken while nobody listened counts, once', async () => {
    await using rig = await setUp();
    await rig.vote(up('ann'));
    await rig.vote(up('bob'));
    rig.stands([up('ann'), down('cid'), down('dan', '👎🏽')]);
    await rig.reconcile.message(name);
    expect(await rig.votes()).toEqual({ up: 1, down: 2 });
    const signals = await rig.signals();
    await rig.reconcile.message(name);
    expect(await rig.signals()).toBe(signals);
  });

  test('a thumb that was told out of order is set right', async () => {
    await using rig = await setUp();
    await rig.vote(down('ann'), true);
    await rig.vote(down('ann'));
    rig.stands([up('ann')]);
    await rig.reconcile.message(name);
    expect(await rig.votes()).toEqual({ up: 1, down: 0 });
  });

  test('one of two thumbs of a person that is gone leaves the other', async () => {
    await using rig = await setUp();
    await rig.vote(up('ann'));
    await rig.vote(down('ann'));
    rig.stands([up('ann')]);
    await rig.reconcile.message(name);
    expect(await rig.votes()).toEqual({ up: 1, down: 0 });
  });

  test('nothing changes where it is not known what stands', async () => {
    await using rig = await setUp();
    await rig.vote(up('ann'));
    rig.stands(null);
    await rig.reconcile.message(name);
    expect(await rig.votes()).toEqual({ up: 1, down: 0 });
  });

  test('what stood before somebody had their data deleted does not come back, and what they set since then stays', async () => {
    await using rig = await setUp();
    await rig.vote(up('ann'));
    await forgetPerson({ store: rig.store, random }, 'slack', 'ann');
    rig.stands([up('ann')]);
    await rig.reconcile.message(name);
    expect(await rig.votes()).toEqual({ up: 0, down: 0 });
    await rig.vote(down('ann'));
    await rig.reconcile.message(name);
    expect(await rig.votes()).toEqual({ up: 0, down: 1 });
  });

  test('the start looks at the latest answers by itself', async () => {
    await using rig = await setUp();
    rig.stands([up('ann')]);
    rig.reconcile.start('slack');
    await expect.poll(rig.votes).toEqual({ up: 1, down: 0 });
  });
});

describe('the order of the looks', () => {
  /** Fifty more answers stand in the channel; which messages were looked at, in order. */
  async function manyAnswers() {
    const rig = await setUp();
    const looked: string[] = [];
    for (let nth = 0; nth < 50; nth += 1) {
      const message = { id: `ask_more${nth}`, message_id: `9.${nth}` };
      const asked = await insertAsked(rig.store, message);
      await insertReply(rig.store, asked, { answer_id: 'trc_1', created_at: isoNow(systemClock) });
      const place = { platform: 'slack', channel: 'C1', message_id: `N${nth}` };
      await rig.store
        .insertInto('reply_messages')
        .values({ ...place, reply_id: asked.id, answer_id: 'trc_1' })
        .execute();
    }
    rig.platform.standingEveryMs = 500;
    rig.platform.standing = async (_question, messageId) => {
      looked.push(messageId);
      return [];
    };
    return { ...rig, looked, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() };
  }

  test('what was voted on does not wait for a long pass', async () => {
    await using rig = await manyAnswers();
    rig.reconcile.start('slack');
    await vi.waitFor(() => expect(rig.looked.length).toBeGreaterThan(0));
    rig.reconcile.touched(name);
    await vi.waitFor(() => expect(rig.looked).toContain('N0'), { timeout: 20_000 });
    expect(rig.looked.slice(0, rig.looked.indexOf('N0'))).toContain('M1');
  });

  test('where events were missed, the latest answers are looked at anew', async () => {
    await using rig = await setUp();
    rig.reconcile.start('slack');
    rig.stands([up('ann')]);
    await vi.waitFor(async () => expect(await rig.votes()).toEqual({ up: 1, down: 0 }));
    rig.stands([up('ann'), down('bob')]);
    await rig.reconcile.missed('slack');
    await vi.waitFor(async () => expect(await rig.votes()).toEqual({ up: 1, down: 1 }));
  });
});

describe('reactions that a moderator takes away', () => {
  test('all of them', async () => {
    await using rig = await setUp();
    await rig.vote(up('ann'));
    await rig.vote(down('bob'));
    await rig.reconcile.cleared({ ...name, emoji: null, at: systemClock.now() + 1 });
    expect(await rig.votes()).toEqual({ up: 0, down: 0 });
  });

  test('those of one emoji', async () => {
    await using rig = await setUp();
    await rig.vote(up('ann'));
    await rig.vote(up('ann', '👍🏽'));
    await rig.vote(down('bob'));
    await rig.reconcile.cleared({ ...name, emoji: '👎', at: systemClock.now() + 1 });
    expect(await rig.votes()).toEqual({ up: 1, down: 0 });
    await rig.reconcile.cleared({ ...name, emoji: '👍', at: systemClock.now() + 2 });
    expect(await rig.votes()).toEqual({ up: 1, down: 0 });
  });

  test('are looked at again where the platform would not tell at first', async () => {
    await using rig = await setUp();
    await rig.vote(up('ann'));
    rig.reconcile.start('slack');
    await vi.waitFor(async () => expect(await rig.votes()).toMatchObject({ up: 0 }));
    rig.refuses(3);
    rig.stands([up('ann'), up('bob')]);
    rig.reconcile.touched(name);
    await vi.waitFor(async () => expect(await rig.votes()).toMatchObject({ up: 2 }));
  });
});
