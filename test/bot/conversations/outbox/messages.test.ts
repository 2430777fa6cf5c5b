import { expect, test } from 'vitest';
import { askedRow, claim } from '../../../../bot/conversations/inbox/questions.ts';
import { messageOnRecord } from '../../../../bot/conversations/outbox/messages.ts';
import { dueReply, setDelivered, storeReply } from '../../../../bot/conversations/outbox/replies.ts';
import { systemRandom } from '../../../../core/local/system-random.ts';
import { createManualClock } from '../../../fixtures/manual-clock.ts';
import { openTempStore } from '../../../fixtures/temp-store.ts';
import { aQuestion } from '../rig.ts';

test('a message is found in its own channel first, and elsewhere when it stands elsewhere', async () => {
  await using temp = await openTempStore();
  const { store } = temp;
  const clock = createManualClock();
  const with_ = { store, clock, random: systemRandom };
  for (const channel of ['C1', 'C2']) {
    const id = (await claim(with_, aQuestion({ address: { ...aQuestion().address, channel } }))) ?? '';
    await storeReply(store, clock, id, { kind: 'answer', answerId: `answer-${channel}` });
    const [row, reply] = [await askedRow(store, id), await dueReply(store, id)];
    if (row && reply)
      await setDelivered(store, clock, row, reply, { messageIds: ['7.0', `only-${channel}`] });
  }
  const at = async (channel: string, messageId: string) =>
    (await messageOnRecord(store, { platform: 'slack', channel, messageId }))?.answer_id;
  expect(await at('C1', '7.0')).toBe('answer-C1');
  expect(await at('C2', '7.0')).toBe('answer-C2');
  expect(await at('thread-of-C2', 'only-C2')).toBe('answer-C2');
  expect(await at('C1', 'unknown')).toBeUndefined();
});
