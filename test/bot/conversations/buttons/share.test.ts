import { expect, test } from 'vitest';
import { setChannel } from '../../../../core/defensive-ux/channels.ts';
import { wording } from '../../../../core/defensive-ux/wording.ts';
import { type Rig, rig, trains } from '../rig.ts';
import { press, replied } from './offers-rig.ts';

const byCommand = { text: trains, kind: 'command', replyToken: 'token' } as const;

const shared = (room: Rig) => room.platform.replies.filter((reply) => reply.shared === true);

test('an answer that only its asker sees is shown to others once, with its question', async () => {
  const room = await rig();
  const { question, messageId } = await replied(room, byCommand);
  expect(room.platform.replies[0]?.offers).toEqual(['sources', 'share', 'try-again']);
  const heard = await Promise.all([press(room, messageId, 'share'), press(room, messageId, 'share')]);
  expect(heard.toSorted()).toEqual([wording.share.done, wording.share.already].toSorted());
  await expect.poll(() => shared(room).length).toBe(1);
  const [reply] = shared(room);
  expect(reply).toMatchObject({ kind: 'answer', offers: ['sources', 'delete-reply'] });
  expect(reply?.kind === 'answer' && reply.answer.text).toContain(trains);
  await room.reaches(question, 'delivered');
  const answers = await room.app.feedback.answers();
  expect(answers).toHaveLength(1);
});

test('an answer that was shown to others can still be asked for once more', async () => {
  const room = await rig();
  const { question, messageId } = await replied(room, byCommand);
  await press(room, messageId, 'share');
  await expect.poll(() => shared(room).length).toBe(1);
  await room.reaches(question, 'delivered');
  expect(await press(room, messageId, 'try-again')).toBe(wording.again.started);
});

test('nobody else can have it shown, and not where others than the team read', async () => {
  const room = await rig();
  const { messageId } = await replied(room, byCommand);
  expect(await press(room, messageId, 'share', { userId: 'U2' })).toBe(wording.share.others);
  room.platform.outside = async ({ alone }) => (alone === true ? null : 'shared-channel');
  expect(await press(room, messageId, 'share')).toBe(wording.share.outside);
  expect(shared(room)).toEqual([]);
});

test('votes on what was shown are votes on the answer', async () => {
  const room = await rig();
  const { messageId, row } = await replied(room, byCommand);
  await press(room, messageId, 'share');
  await expect.poll(() => shared(room).length).toBe(1);
  const vote = { platform: 'slack', channel: 'C1', messageId: 'msg-2', userId: 'U9', emoji: '-1' };
  await room.conversations.handlers().onVote({ ...vote, eventId: 'e1', polarity: -1, signal: 'reaction' });
  await expect
    .poll(async () => (await room.app.feedback.answer(row.answer_id ?? ''))?.votes)
    .toEqual({ up: 0, down: 1 });
});

test('the sources of an answer are told with the words that were used, to whoever presses', async () => {
  const room = await rig();
  const { messageId } = await replied(room, { text: trains });
  const heard = await press(room, messageId, 'sources', { userId: 'U7' });
  expect(heard).toContain('Travel');
  expect(heard).toContain('through the travel desk');
  expect(heard).not.toContain('travel.md');
  const none = await replied(room);
  expect(await press(room, none.messageId, 'sources')).toBe(wording.sourcesButton.none);
});

test('people outside the team are told no sources of what was written for it', async () => {
  const room = await rig();
  const { messageId } = await replied(room, { text: trains });
  room.platform.outside = async () => 'guest';
  expect(await press(room, messageId, 'sources', { userId: 'U7' })).toBe(wording.sourcesButton.gone);
});

test('"try again" under an answer answers anew, whatever the cache has', async () => {
  const room = await rig();
  const first = await replied(room, { text: trains });
  expect(await press(room, first.messageId, 'try-again', { userId: 'U2' })).toBe(wording.again.others);
  expect(await press(room, first.messageId, 'try-again')).toBe(wording.again.started);
  await expect.poll(() => room.platform.replies.length).toBe(2);
  const [anew] = await room.app.feedback.answers();
  expect(anew?.answer.servedBy).toBe('extract');
  const again = await replied(room, { text: trains, userId: 'U3' });
  expect((await room.app.feedback.answer(again.row.answer_id ?? ''))?.answer.servedBy).toBe('exact-cache');
});

test('a channel may have no thumbs, and only the places where something stands', async () => {
  const room = await rig();
  const { defaultOptions } = await import('../../../../core/defensive-ux/channel-options.ts');
  await setChannel(
    room.app,
    { platform: 'slack', channel: 'C1' },
    {
      ...{ mode: 'answer', collections: null, models: null },
      options: { ...defaultOptions, thumbs: false, style: 'links' },
    },
  );
  await replied(room, { text: trains });
  const [reply] = room.platform.replies;
  expect(reply).toMatchObject({ withoutVotes: true, answer: { text: wording.linksOnly } });
  expect(reply?.kind === 'answer' && reply.answer.citations.length).toBeGreaterThan(0);
});
