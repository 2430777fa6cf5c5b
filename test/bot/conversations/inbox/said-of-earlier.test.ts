import { expect, test } from 'vitest';
import { setChannel } from '../../../../core/defensive-ux/channels.ts';
import { wording } from '../../../../core/defensive-ux/wording.ts';
import { press } from '../buttons/offers-rig.ts';
import { aQuestion, aVote, type Rig, rig, trains } from '../rig.ts';

const thread = { platform: 'slack', workspace: 'T1', channel: 'C1', thread: null };

async function ask(room: Rig, text: string, overrides: Parameters<typeof aQuestion>[0] = {}) {
  const question = aQuestion({ text, address: thread, ...overrides });
  await room.conversations.handlers().onQuestion(question);
  await room.reaches(question, 'delivered');
  return question;
}

const noted = async (room: Rig) => {
  const rows = await room.app.store.selectFrom('signals').selectAll().orderBy('id').execute();
  return rows.map(({ signal, source, comment }) => [signal, source, comment]);
};

test('what a message says of the answer before it is in the ledger', async () => {
  const room = await rig();
  const first = await ask(room, trains);
  const inThread = { address: { ...thread, thread: first.messageId } };
  await ask(room, 'How can employees book a train ticket?', inThread);
  await ask(room, 'that helped, thank you!', { ...inThread, userId: 'U2' });
  await ask(room, 'No, they book them at the front desk.', { ...inThread, userId: 'U3' });
  await ask(room, 'that is wrong', inThread);
  await ask(room, 'How do employees book train tickets, please?', { ...inThread, userId: 'U4' });
  expect(await noted(room)).toEqual([
    ['rephrase', 'implicit', null],
    ['helped', 'explicit', null],
    ['correction', 'explicit', 'they book them at the front desk.'],
    ['not-helped', 'explicit', null],
  ]);
});

test('another question, one in another place and one after ten minutes say nothing', async () => {
  const room = await rig();
  await ask(room, trains);
  await ask(room, 'Who repairs the lift?');
  await ask(room, trains, { address: { ...thread, channel: 'C2' } });
  await ask(room, trains, { userId: 'U2' });
  expect(await noted(room)).toEqual([]);
  const old = new Date(room.app.clock.now() - 11 * 60_000).toISOString();
  await room.app.store.updateTable('asked').set({ received_at: old }).execute();
  await ask(room, trains);
  expect(await noted(room)).toEqual([]);
});

test('who says so is not watched, and hears it', async () => {
  const room = await rig();
  await ask(room, trains);
  await ask(room, 'do not note what I do');
  expect(room.platform.replies.at(-1)).toMatchObject({ kind: 'notice', text: wording.unwatched });
  await ask(room, trains);
  expect(await noted(room)).toEqual([]);
  await ask(room, 'you may note what I do again');
  await ask(room, trains);
  expect((await noted(room)).map(([signal]) => signal)).toEqual(['rephrase']);
});

test('a deleted reply and a question taken away are noted', async () => {
  const room = await rig();
  await ask(room, trains);
  await press(room, 'msg-1', 'delete-reply');
  const second = await ask(room, trains, { userId: 'U2', messageId: '77.0' });
  await room.conversations
    .handlers()
    .onGone?.({ platform: 'slack', channel: 'C1', messageId: second.messageId });
  expect((await noted(room)).filter(([signal]) => signal === 'deletion')).toHaveLength(2);
});

test('a reason that comes before its message is on record waits for it', async () => {
  const room = await rig();
  const { onVote, onReason, onQuestion } = room.conversations.handlers();
  const at = room.app.clock.now();
  const early = { platform: 'slack', channel: 'C1', messageId: 'msg-1', userId: 'U2' };
  await onReason?.({ ...early, eventId: 'r1', reason: 'wrong', comment: 'It moved.', at: at + 2 });
  await onVote(aVote('msg-1', { polarity: -1, signal: 'button', emoji: null, at: at + 1 }));
  const question = aQuestion();
  await onQuestion(question);
  const row = await room.reaches(question, 'delivered');
  await expect
    .poll(async () => (await room.app.feedback.ledger(row.answer_id ?? '')).entries)
    .toMatchObject([
      { signal: 'button', polarity: -1 },
      { signal: 'reason', reason: 'wrong', comment: 'It moved.' },
    ]);
});

test('what curators look at first was read by nobody, so nothing is said of it', async () => {
  const room = await rig();
  const rules = { mode: 'suggest', collections: null, models: null } as const;
  await setChannel(room.app, { platform: 'slack', channel: 'C1' }, rules);
  for (const text of [trains, 'thank you!']) await ask(room, text);
  expect(room.platform.replies[0]).toMatchObject({ kind: 'notice', text: wording.suggested });
  expect(await noted(room)).toEqual([]);
});
