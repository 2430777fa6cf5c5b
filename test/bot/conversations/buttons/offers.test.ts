import { describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../../../../bot/settings/config.ts';
import { forgetPerson } from '../../../../core/answering/people.ts';
import { type ChannelRules, setChannel } from '../../../../core/defensive-ux/channels.ts';
import { wording } from '../../../../core/defensive-ux/wording.ts';
import { rig, trains } from '../rig.ts';
import { brokenRoom, lift, named, press, replied } from './offers-rig.ts';

describe('"ask a human"', () => {
  test('is offered where a help channel is named, under every reply that answers or could not', async () => {
    const room = await rig();
    await replied(room);
    await named(room);
    await replied(room);
    await replied(room, { text: trains });
    await replied(room, { text: 'help' });
    await named(room, null);
    await replied(room);
    const offers = room.platform.replies.map((reply) => reply.offers ?? []);
    expect(offers).toEqual([
      ['try-again', 'delete-reply'],
      ['try-again', 'ask-human', 'delete-reply'],
      ['sources', 'try-again', 'ask-human', 'delete-reply'],
      [],
      ['try-again', 'delete-reply'],
    ]);
  });

  test('names no document to its people that another channel has for itself', async () => {
    const room = await rig();
    await named(room);
    const rules: ChannelRules = { mode: 'answer', collections: ['default'], models: null };
    await setChannel(room.app, { platform: 'slack', channel: 'C1' }, rules);
    const { row, messageId } = await replied(room);
    expect((await room.app.feedback.answer(row.answer_id ?? ''))?.answer.nearest).not.toEqual([]);
    expect(await press(room, messageId, 'ask-human')).toBe(wording.passOn.done);
    expect(room.platform.helpPosts).toMatchObject([{ question: lift, nearest: [] }]);
    await setChannel(room.app, { platform: 'slack', channel: 'C0TEAM' }, rules);
    const again = await replied(room);
    await press(room, again.messageId, 'ask-human');
    expect(room.platform.helpPosts[1]?.nearest).not.toEqual([]);
  });

  test('passes the question on once, whoever presses and however often', async () => {
    const room = await rig();
    room.platform.permalink = async (_, id) => `https://chat.example/${id}`;
    await named(room);
    const { question, row, messageId } = await replied(room);
    const heard = await Promise.all(
      ['U1', 'U2', 'U3', 'U1'].map((userId) => press(room, messageId, 'ask-human', { userId })),
    );
    expect(heard.filter((one) => one === wording.passOn.done)).toHaveLength(1);
    expect(heard.filter((one) => one === wording.passOn.already)).toHaveLength(3);
    expect(room.platform.helpPosts).toEqual([
      expect.objectContaining({
        ...{ channel: 'C0TEAM', userId: 'U1', question: lift },
        link: `https://chat.example/${question.messageId}`,
      }),
    ]);
    const [post] = room.platform.helpPosts;
    const answer = await room.app.feedback.answer(row.answer_id ?? '');
    expect(post?.nearest).toEqual(answer?.answer.nearest);
    expect(post?.nearest).not.toEqual([]);
    expect(await press(room, messageId, 'ask-human')).toBe(wording.passOn.already);
  });

  test('links no message that nobody else can open', async () => {
    const room = await rig();
    room.platform.permalink = async () => 'https://chat.example/1';
    await named(room);
    const address = { platform: 'slack', workspace: 'T1', channel: 'D1', thread: null };
    const { messageId } = await replied(room, { kind: 'direct', address });
    await press(room, messageId, 'ask-human', { channel: 'D1' });
    expect(room.platform.helpPosts).toEqual([expect.objectContaining({ link: null })]);
  });

  test('is tried again until it stands, by the next process too, and always as the same delivery', async () => {
    const room = await rig();
    await named(room);
    const { messageId } = await replied(room);
    room.platform.onPassOn = () => ({ kind: 'retry', afterMs: 60_000, why: 'no network' });
    expect(await press(room, messageId, 'ask-human')).toBe(wording.passOn.later);
    expect(await press(room, messageId, 'ask-human')).toBe(wording.passOn.already);
    await room.conversations.stop();
    // The channel of the press stays: a first attempt may stand there.
    await named(room, 'C0OTHER');
    room.platform.onPassOn = (_, nth) => ({ kind: 'delivered', messageIds: [`help-${nth}`] });
    await room.restarted().resume('slack');
    await vi.waitFor(async () => {
      const row = await room.app.store.selectFrom('help_requests').selectAll().executeTakeFirst();
      expect(row).toMatchObject({ state: 'delivered', channel: 'C0TEAM', message_id: 'help-2' });
    });
    await room.restarted().resume('slack');
    expect(new Set(room.platform.helpPosts.map(({ deliveryId }) => deliveryId)).size).toBe(1);
    expect(new Set(room.platform.helpPosts.map(({ since }) => since)).size).toBe(1);
    expect(room.platform.helpPosts).toHaveLength(2);
  });

  test('says when it did not work, and a press after that begins anew', async () => {
    const room = await rig();
    await named(room);
    const { messageId } = await replied(room);
    room.platform.onPassOn = () => ({ kind: 'failed', why: 'not_in_channel' });
    expect(await press(room, messageId, 'ask-human')).toBe(wording.passOn.failed);
    room.platform.onPassOn = () => ({ kind: 'delivered', messageIds: ['help-2'] });
    expect(await press(room, messageId, 'ask-human')).toBe(wording.passOn.done);
    await named(room, null);
    expect(await press(room, messageId, 'ask-human')).toBe(wording.passOn.nobody);
  });

  test('names nobody whose data was deleted, before the press or after it', async () => {
    const room = await rig();
    await named(room);
    const early = await replied(room);
    const late = await replied(room);
    room.platform.onPassOn = () => ({ kind: 'retry', afterMs: 60_000, why: 'no network' });
    await press(room, late.messageId, 'ask-human');
    expect(room.platform.helpPosts).toHaveLength(1);
    await forgetPerson(room.app, 'slack', 'U1');
    expect(await press(room, early.messageId, 'ask-human', { userId: 'U2' })).toBe(wording.passOn.gone);
    await room.restarted().resume('slack');
    await vi.waitFor(async () =>
      expect(await room.app.store.selectFrom('help_requests').selectAll().execute()).toEqual([]),
    );
    expect(room.platform.helpPosts).toHaveLength(1);
  });

  test('is noted where the message is not on record, and carried out once it is', async () => {
    const room = await rig();
    await named(room);
    let pressed = Promise.resolve<string | null>('');
    room.platform.onDeliver = async (_reply, nth) => {
      pressed = press(room, 'early', 'ask-human', { userId: 'U2' });
      // Pressed once more, by somebody who thinks that it did not work.
      await press(room, 'early', 'ask-human', { userId: 'U2' });
      return { kind: 'delivered', messageIds: nth === 1 ? ['early'] : [`msg-${nth}`] };
    };
    await replied(room);
    expect(await pressed).toBe(wording.pressKept);
    await vi.waitFor(() => expect(room.platform.helpPosts).toMatchObject([{ question: lift, userId: 'U1' }]));
    await vi.waitFor(async () =>
      expect(await room.app.store.selectFrom('unmatched_signals').selectAll().execute()).toEqual([]),
    );
    expect(room.platform.helpPosts).toHaveLength(1);
  });
});

describe('"try again"', () => {
  test('answers the question once more in the same place, once', async () => {
    const { room, asked, mend } = await brokenRoom();
    const { question, row, messageId } = await replied(room, { text: trains });
    expect(room.platform.replies[0]).toMatchObject({ kind: 'notice', offers: ['try-again', 'delete-reply'] });
    mend();
    expect(await press(room, messageId, 'try-again', { userId: 'U2' })).toBe(wording.again.others);
    const heard = await Promise.all([1, 2, 3].map(() => press(room, messageId, 'try-again')));
    expect(heard.sort()).toEqual(
      [wording.again.already, wording.again.already, wording.again.started].sort(),
    );
    await vi.waitFor(() => expect(room.platform.replies).toHaveLength(2));
    await room.reaches(question, 'delivered');
    expect(room.platform.replies[1]).toMatchObject({
      kind: 'answer',
      further: true,
      answer: { outcome: 'answered' },
      question: { messageId: question.messageId, address: question.address },
    });
    expect(room.platform.replies[1]?.deliveryId).not.toBe(row.id);
    expect(await press(room, messageId, 'try-again')).toBe(wording.again.already);
    await room.restarted().resume('slack');
    expect(room.platform.replies).toHaveLength(2);
    expect(asked()).toBe(2);
  });

  test('answers a command where the press says, and anything else where it was asked', async () => {
    const { room, mend } = await brokenRoom();
    const command = await replied(room, { text: trains, kind: 'command', replyToken: 'first' });
    const mention = await replied(room, { text: trains });
    mend();
    const token = { replyToken: 'pressed' };
    expect(await press(room, command.messageId, 'try-again', token)).toBeNull();
    expect(await press(room, mention.messageId, 'try-again', token)).toBe(wording.again.started);
    await vi.waitFor(() => expect(room.platform.replies).toHaveLength(4));
    const tokens = room.platform.replies.slice(2).map(({ question }) => [question.kind, question.replyToken]);
    expect(tokens.sort()).toEqual([
      ['command', 'pressed'],
      ['mention', undefined],
    ]);
  });

  test('is offered where the team names whom to ask, and so is that name when nobody can be reached', async () => {
    const room = await rig({
      config: () => loadConfig({ DOCENT_CONTACT: '#help-desk' }),
      answering: { answer: () => Promise.reject(new Error('the disk is full')) },
    });
    const { messageId } = await replied(room);
    expect(room.platform.replies[0]?.offers).toContain('try-again');
    const heard = await press(room, messageId, 'ask-human');
    expect(heard).toContain('There is nobody');
    expect(heard).toContain('ask #help-desk.');
  });

  test('is taken up by the next start when the process dies after the press', async () => {
    const { room, mend } = await brokenRoom();
    const { question, row, messageId } = await replied(room, { text: trains });
    // Nobody works on it: the process is gone right after the press was stored.
    await room.app.store.updateTable('asked').set({ state: 'accepted' }).where('id', '=', row.id).execute();
    expect(await press(room, messageId, 'try-again')).toBe(wording.again.already);
    mend();
    await room.restarted().resume('slack');
    await room.reaches(question, 'delivered');
    expect(room.platform.replies.map(({ deliveryId }) => deliveryId)).toEqual([row.id, `${row.id}-1`]);
  });

  test('is offered anew when it fails again, under the new reply alone', async () => {
    const { room } = await brokenRoom();
    const { question, messageId } = await replied(room, { text: trains });
    await press(room, messageId, 'try-again');
    await vi.waitFor(() => expect(room.platform.replies).toHaveLength(2));
    await room.reaches(question, 'delivered');
    expect(room.platform.replies[1]).toMatchObject({ kind: 'notice', offers: ['try-again', 'delete-reply'] });
    const texts = room.platform.replies.map((reply) => (reply.kind === 'notice' ? reply.text : ''));
    expect(new Set(texts).size).toBe(2);
    expect(await press(room, messageId, 'try-again')).toBe(wording.again.already);
    expect(await press(room, 'msg-2', 'try-again')).toBe(wording.again.started);
  });

  test('leaves the trace of an answer that was not available, and what is known of its delivery', async () => {
    const room = await rig();
    const { question, row, messageId } = await replied(room, { text: lift });
    const first = row.answer_id ?? '';
    await room.app.store
      .updateTable('answers')
      .set({ outcome: 'unavailable' })
      .where('id', '=', first)
      .execute();
    expect(await press(room, messageId, 'try-again')).toBe(wording.again.started);
    await vi.waitFor(async () => expect((await room.row(question))?.replies).toBe(1));
    await room.reaches(question, 'delivered');
    expect(await room.app.feedback.answer(first)).toMatchObject({
      delivery: 'delivered',
      message: { messageId: question.messageId },
    });
    await forgetPerson(room.app, 'slack', 'U1');
    expect((await room.app.feedback.answer(first))?.message).toBeNull();
  });
});

describe('"delete"', () => {
  test('takes every message of the reply away for whoever asked, tells a stranger why not, and leaves the trace', async () => {
    const room = await rig();
    room.platform.onDeliver = () => ({ kind: 'delivered', messageIds: ['part-1', 'part-2'] });
    const { row } = await replied(room, { text: trains });
    expect(await press(room, 'part-2', 'delete-reply', { userId: 'U2' })).toBe(wording.deleteReply.others);
    expect(room.platform.removed).toEqual([]);
    expect(await press(room, 'part-2', 'delete-reply')).toBe(wording.deleteReply.done);
    expect(room.platform.removed).toEqual([{ channel: 'C1', messageIds: ['part-1', 'part-2'] }]);
    expect(await room.app.feedback.answer(row.answer_id ?? '')).toMatchObject({ delivery: 'delivered' });
    await room.restarted().resume('slack');
    expect(room.platform.replies).toHaveLength(1);
  });

  test('takes away the reply it stands under, and no other one of the question', async () => {
    const { room } = await brokenRoom();
    const { question, messageId } = await replied(room, { text: trains });
    await press(room, messageId, 'try-again');
    await vi.waitFor(() => expect(room.platform.replies).toHaveLength(2));
    await room.reaches(question, 'delivered');
    await press(room, messageId, 'delete-reply');
    expect(room.platform.removed).toEqual([{ channel: 'C1', messageIds: [messageId] }]);
  });

  test('says when it did not work, and is not offered where the asker alone sees the reply', async () => {
    const room = await rig();
    const { messageId } = await replied(room, { text: trains });
    room.platform.remove = async () => {
      throw new Error('no network');
    };
    expect(await press(room, messageId, 'delete-reply')).toBe(wording.deleteReply.failed);
    await replied(room, { text: trains, kind: 'command' });
    expect(room.platform.replies.at(-1)?.offers).not.toContain('delete-reply');
  });
});
