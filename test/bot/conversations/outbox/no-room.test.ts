import { expect, test } from 'vitest';
import { aQuestion, rig } from '../rig.ts';

test('a reply for which the platform had no room is tried again as soon as told, and no attempt is counted', async () => {
  const room = await rig();
  const question = aQuestion();
  room.platform.onDeliver = (_reply, nth) =>
    nth <= 8
      ? { kind: 'retry', afterMs: 100, why: 'no room', untried: true }
      : { kind: 'delivered', messageIds: ['msg-1'] };
  await room.conversations.handlers().onQuestion(question);
  const { reply } = await room.reaches(question, 'delivered');
  expect(room.platform.replies).toHaveLength(9);
  expect(reply?.attempts).toBe(0);
});
