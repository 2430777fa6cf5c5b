import { expect, test, vi } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { rig } from './rig.ts';

test('what an earlier version owed is delivered once under its old name, and its buttons and votes go on', async () => {
  const { app, conversations, platform } = await rig({}, 'before-replies');
  platform.onDeliver = (_reply, nth) => ({ kind: 'delivered', messageIds: [`new-${nth}`] });
  await conversations.resume('slack');
  const open = () =>
    app.store
      .selectFrom('asked')
      .leftJoin('replies', 'replies.asked_id', 'asked.id')
      .select('asked.message_id')
      .where((eb) => eb.or([eb('asked.state', '=', 'accepted'), eb('replies.state', '=', 'due')]))
      .execute();
  await vi.waitFor(async () => expect(await open()).toEqual([]), { timeout: 20_000, interval: 20 });
  const delivered = platform.replies.map(({ question, deliveryId, further, kind }) => [
    question.messageId,
    kind,
    deliveryId === question.eventId ? 'first' : deliveryId.replace(question.eventId, 'further'),
    further === true,
  ]);
  expect(delivered.sort()).toEqual([
    ['accepted', 'answer', 'first', false],
    ['again-accepted', 'answer', 'further-1', true],
    ['answered-answer', 'answer', 'first', false],
    ['answered-apology', 'notice', 'first', false],
    ['answered-deleted', 'notice', 'first', false],
    ['answered-help', 'notice', 'first', false],
    ['suggestion-notice-waiting', 'notice', 'first', false],
    ['suggestion-posted-waiting', 'answer', 'further-1', true],
  ]);
  expect(platform.helpPosts).toHaveLength(1);
  const told = await app.store
    .selectFrom('asked')
    .select(['user_id', 'text'])
    .where('message_id', '=', 'answered-deleted')
    .execute();
  expect(told).toEqual([{ user_id: '', text: '' }]);

  const { onPress, onVote } = conversations.handlers();
  const at = { platform: 'slack', channel: 'C1', userId: 'U1' };
  const { message_id: apology } = await app.store
    .selectFrom('reply_messages')
    .innerJoin('replies', 'replies.id', 'reply_messages.reply_id')
    .innerJoin('asked', 'asked.id', 'replies.asked_id')
    .select('reply_messages.message_id')
    .where('asked.message_id', '=', 'delivered-apology')
    .executeTakeFirstOrThrow();
  expect(await onPress({ ...at, messageId: apology, offer: 'try-again' })).toBe(wording.again.started);
  expect(await onPress({ ...at, messageId: 'part-2', offer: 'delete-reply' })).toBe(wording.deleteReply.done);
  expect(platform.removed).toEqual([{ channel: 'C1', messageIds: ['part-1', 'part-2'] }]);
  const vote = { eventId: 'EvNew', signal: 'reaction', polarity: 1, emoji: '+1' } as const;
  expect(await onVote({ ...at, ...vote, userId: 'U2', messageId: 'msg-1' })).toBe(true);
  expect(await onVote({ ...at, ...vote, eventId: 'EvHelp', messageId: 'msg-3' })).toBe(false);
});
