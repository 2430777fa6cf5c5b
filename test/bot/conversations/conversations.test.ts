import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { aQuestion, aVote, rig, trains } from './rig.ts';

describe('a question', () => {
  test('is acknowledged, answered and delivered once, though it comes twice and is resumed meanwhile', async () => {
    const { conversations, platform, reaches, app } = await rig();
    const { onQuestion } = conversations.handlers();
    const question = aQuestion();
    await Promise.all([
      onQuestion(question),
      onQuestion(question),
      onQuestion({ ...question, eventId: 'Ev' }),
    ]);
    await conversations.resume('slack');
    await reaches(question, 'delivered');
    await conversations.resume('slack');
    await conversations.stop();
    expect(platform.acknowledged).toEqual([question.messageId]);
    expect(platform.replies).toHaveLength(1);
    expect(platform.replies[0]).toMatchObject({ kind: 'answer', answer: { outcome: 'answered' } });
    expect(await app.feedback.answers()).toMatchObject([{ delivery: 'delivered', origin: 'slack:T1/C1' }]);
  });

  test('that an earlier process accepted or answered is taken up, when its platform is there', async () => {
    const { restarted, conversations, platform, platforms, reaches } = await rig();
    platforms.clear();
    const question = aQuestion();
    await conversations.handlers().onQuestion(question);
    await conversations.stop();
    const second = restarted();
    await second.resume('slack');
    expect((await reaches(question, 'accepted')).answer_id).toBeNull();

    platforms.set('slack', platform);
    platform.onDeliver = () => ({ kind: 'retry', afterMs: 0, why: 'Slack is away' });
    await second.resume('slack');
    const answered = await reaches(question, 'answered');
    await second.stop();
    platform.onDeliver = () => ({ kind: 'delivered', messageIds: ['1'] });
    await restarted().resume('slack');
    expect((await reaches(question, 'delivered')).answer_id).toBe(answered.answer_id);
    expect(new Set(platform.replies.map(({ deliveryId }) => deliveryId)).size).toBe(1);
  });

  test('without words, or asking for help, gets a notice that names what there is to ask about', async () => {
    const { conversations, platform, reaches, app } = await rig();
    const questions = [aQuestion({ text: '  ' }), aQuestion({ text: 'Help!' })];
    for (const question of questions) {
      await conversations.handlers().onQuestion(question);
      await reaches(question, 'delivered');
    }
    const text = `${wording.help}\nRight now I know about: Travel.`;
    expect(platform.replies).toMatchObject([
      { kind: 'notice', text },
      { kind: 'notice', text },
    ]);
    expect(await app.feedback.answers()).toEqual([]);
  });

  test('is shown to be whose it is where somebody else asked in the thread, too', async () => {
    const { conversations, platform, reaches } = await rig();
    const address = { platform: 'slack', workspace: 'T1', channel: 'C1', thread: '77.0' };
    const first = aQuestion({ messageId: '77.0', userId: 'U1' });
    const own = aQuestion({ address, userId: 'U1' });
    const others = aQuestion({ address, userId: 'U2' });
    for (const question of [first, own, others]) {
      await conversations.handlers().onQuestion(question);
      await reaches(question, 'delivered');
    }
    expect(platform.replies.map(({ among }) => among)).toEqual([undefined, undefined, true]);
  });

  test('gets an apology with a reference when answering breaks', async () => {
    const answering = { answer: () => Promise.reject(new Error('the disk is full')) };
    const { conversations, platform, reaches } = await rig({ answering });
    const question = aQuestion();
    await conversations.handlers().onQuestion(question);
    const { id } = await reaches(question, 'delivered');
    expect(platform.replies).toMatchObject([
      { kind: 'notice', text: `${wording.outcome.unavailable} Reference: ${id}` },
    ]);
  });
});

describe('a delivery', () => {
  test('is tried again until it succeeds', async () => {
    const { conversations, platform, reaches } = await rig();
    platform.onDeliver = (_reply, nth) => {
      if (nth === 2) throw new Error('unforeseen');
      return nth < 4
        ? { kind: 'retry', afterMs: 100, why: 'limited' }
        : { kind: 'delivered', messageIds: ['1'] };
    };
    const question = aQuestion();
    await conversations.handlers().onQuestion(question);
    expect((await reaches(question, 'delivered')).reply).toMatchObject({ attempts: 3, last_error: null });
    expect(platform.replies).toHaveLength(4);
  });

  test('that cannot succeed ends as undeliverable, with the reason', async () => {
    const { conversations, platform, reaches, app } = await rig();
    platform.onDeliver = () => ({ kind: 'failed', why: 'the channel is archived' });
    const question = aQuestion();
    await conversations.handlers().onQuestion(question);
    expect((await reaches(question, 'undeliverable')).reply?.last_error).toBe('the channel is archived');
    expect(await app.feedback.answers()).toMatchObject([{ delivery: 'undeliverable' }]);
  });

  test('is given up after a day', async () => {
    const { conversations, platform, reaches, app } = await rig();
    platform.onDeliver = () => ({ kind: 'retry', afterMs: 0, why: 'Slack is away' });
    const question = aQuestion();
    await conversations.handlers().onQuestion(question);
    await reaches(question, 'answered');
    const yesterday = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await app.store.updateTable('replies').set({ owed_since: yesterday }).execute();
    await reaches(question, 'undeliverable');
  });

  test('that waits holds up no other question', async () => {
    const { conversations, platform, reaches } = await rig();
    platform.onDeliver = ({ question }) =>
      question.address.channel === 'C-limited'
        ? { kind: 'retry', afterMs: 3_600_000, why: 'limited' }
        : { kind: 'delivered', messageIds: [question.messageId] };
    const limited = { ...aQuestion().address, channel: 'C-limited' };
    for (let i = 0; i < 12; i += 1)
      await conversations.handlers().onQuestion(aQuestion({ address: limited }));
    const other = aQuestion();
    await conversations.handlers().onQuestion(other);
    await reaches(other, 'delivered');
    await conversations.stop();
  });
});

describe('a stop', () => {
  test('leaves a question that a model was busy with as it was', async () => {
    const { app, conversations, restarted, platform, reaches } = await rig();
    const real = app.answering.answer;
    const thinking = vi.fn<typeof real>(async (question, options) => {
      await app.clock.sleep(3_600_000, options?.signal).catch(() => {});
      // What a broken-off model call leaves behind: an answer that there is none.
      return real(question, {
        ...options,
        alongside: (trx, answer) =>
          options?.alongside?.(trx, { ...answer, outcome: 'unavailable' }) ?? Promise.resolve(),
      });
    });
    app.answering = { answer: thinking };
    const question = aQuestion();
    const busy = restarted();
    await busy.handlers().onQuestion(question);
    await vi.waitFor(() => expect(thinking).toHaveBeenCalled());
    await busy.stop();
    await reaches(question, 'accepted');
    expect(platform.replies).toEqual([]);
    expect(await app.feedback.answers()).toEqual([]);

    app.answering = { answer: real };
    await restarted().resume('slack');
    await reaches(question, 'delivered');
    await conversations.stop();
  });

  test('takes a question in that comes meanwhile, for the next start', async () => {
    const { conversations, restarted, reaches } = await rig();
    await conversations.stop();
    const question = aQuestion({ text: trains });
    await conversations.handlers().onQuestion(question);
    await reaches(question, 'accepted');
    await restarted().resume('slack');
    await reaches(question, 'delivered');
  });
});

describe('a vote', () => {
  test('that comes before its message is on record counts', async () => {
    const { conversations, platform, reaches, app } = await rig({ clock: systemClock });
    let voted: Promise<boolean> | undefined;
    platform.onDeliver = async () => {
      voted = conversations.handlers().onVote(aVote('early'));
      // The platform's own work after the message stands: thumbs.
      await systemClock.sleep(30);
      return { kind: 'delivered', messageIds: ['early'] };
    };
    const question = aQuestion();
    await conversations.handlers().onQuestion(question);
    await reaches(question, 'delivered');
    await voted;
    expect(await app.feedback.answers()).toMatchObject([{ votes: { up: 1, down: 0 } }]);
  });

  test('on any message of a long answer counts, once a person; on other messages it does not', async () => {
    const { conversations, platform, reaches, app } = await rig();
    platform.onDeliver = () => ({ kind: 'delivered', messageIds: ['part-1', 'part-2'] });
    const question = aQuestion();
    await conversations.handlers().onQuestion(question);
    await reaches(question, 'delivered');
    const { onVote } = conversations.handlers();
    await onVote(aVote('part-1'));
    await onVote(aVote('part-2', { polarity: -1, emoji: '-1' }));
    await onVote(aVote('part-2', { userId: 'U3' }));
    await onVote(aVote('elsewhere', { userId: 'U4' }));
    expect(await app.feedback.answers()).toMatchObject([{ votes: { up: 1, down: 1 } }]);
  });

  test('explains the answer that a message shows, and nothing of other messages', async () => {
    const { conversations, platform, reaches } = await rig();
    platform.onDeliver = () => ({ kind: 'delivered', messageIds: ['part-1'] });
    const question = aQuestion();
    await conversations.handlers().onQuestion(question);
    await reaches(question, 'delivered');
    const { onWhy } = conversations.handlers();
    const place = { platform: question.address.platform, channel: question.address.channel };
    expect(await onWhy({ ...place, messageId: 'part-1' })).toMatch(/^I used .*\n|^I used/);
    expect(await onWhy({ ...place, messageId: 'elsewhere' })).toBeNull();
  });

  test('on a notice counts nowhere', async () => {
    const { conversations, platform, reaches, app } = await rig();
    platform.onDeliver = () => ({ kind: 'delivered', messageIds: ['notice'] });
    const question = aQuestion({ text: 'help' });
    await conversations.handlers().onQuestion(question);
    await reaches(question, 'delivered');
    await conversations.handlers().onVote(aVote('notice'));
    expect(await app.store.selectFrom('signals').selectAll().execute()).toEqual([]);
  });
});

test('what was voted on a message while it was not on record and nobody listened counts', async () => {
  const room = await rig();
  const { conversations, restarted, platform, reaches, app } = room;
  const question = aQuestion();
  platform.onDeliver = () => ({ kind: 'retry', afterMs: 600_000, why: 'killed before it heard' });
  await conversations.handlers().onQuestion(question);
  await reaches(question, 'answered');
  await conversations.stop();
  platform.standing = async () => [{ userId: 'U9', emoji: '+1', polarity: 1 }];
  // The pass of the start over what is on record is over by then.
  platform.onDeliver = async () => {
    await delay(500);
    return { kind: 'delivered', messageIds: ['msg-stood'] };
  };
  await restarted().resume('slack');
  await vi.waitFor(
    async () => {
      const signals = await app.store.selectFrom('signals').select(['message_id', 'polarity']).execute();
      expect(signals).toEqual([{ message_id: 'msg-stood', polarity: 1 }]);
    },
    { timeout: 30_000, interval: 100 },
  );
});
