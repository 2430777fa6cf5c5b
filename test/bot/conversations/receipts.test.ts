import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { limits } from '../../../bot/conversations/limits.ts';
import { createReceipts } from '../../../bot/conversations/receipts/receipts.ts';
import { forgetPerson } from '../../../core/answering/people.ts';
import { setChannel } from '../../../core/defensive-ux/channels.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { lift, press, replied } from './buttons/offers-rig.ts';
import { aVote, type Rig, rig, trains } from './rig.ts';

// Each test assembles the whole program: on a busy machine that alone takes half a minute.

const curatedText = 'Ask the front office for tickets.';

const writeAnswer = ({ app }: Rig, collections: string[] | null = null) =>
  app.curated.add({ questions: [trains], answer: curatedText, collections, author: 'Ada' });

/** An answer that U2, who asked something once, and U3, who never did, voted against. */
async function votedDown(room: Rig) {
  await replied(room, { text: 'help', userId: 'U2' });
  const asked = await replied(room, { text: trains });
  const { onVote } = room.conversations.handlers();
  for (const userId of ['U2', 'U3'])
    await onVote(aVote(asked.messageId, { polarity: -1, emoji: '-1', userId }));
  return asked;
}

const look = (room: Rig, resume = () => void room.restarted().resume('slack')) => {
  const stopping = new AbortController().signal;
  const platform = (id: string) => room.platforms.get(id);
  return createReceipts({ app: room.app, platform, resume, stopping }).look('slack');
};

const updates = (room: Rig) => room.platform.replies.filter((reply) => reply.replaces !== undefined);
const told = (room: Rig) => room.platform.replies.filter((reply) => reply.tell !== undefined);

test('an answer that was voted against is changed in its place once the team wrote one, and voters are told once', async () => {
  const room = await rig();
  const { messageId } = await votedDown(room);
  expect(await look(room)).toBe(0);
  await writeAnswer(room);
  room.platform.onDeliver = (reply, nth) => ({
    kind: 'delivered',
    messageIds: [reply.replaces?.[0] ?? `msg-${nth}`],
  });
  expect(await look(room)).toBe(1);
  await vi.waitFor(() => expect(told(room)).toHaveLength(1));
  const [update] = updates(room);
  expect(update?.replaces).toEqual([messageId]);
  const text = update?.kind === 'answer' ? update.answer.text : '';
  expect(text).toContain(curatedText);
  expect(text).toMatch(/Updated on \d+ \w+ \d{4}, because your team wrote an answer/);
  expect(told(room)).toMatchObject([{ kind: 'notice', text: wording.receipt.told.curated, tell: ['U2'] }]);
  expect(await look(room)).toBe(0);
  expect(updates(room)).toHaveLength(1);
});

test('whoever took the vote back, or had their data deleted, is not told', async () => {
  const room = await rig();
  const { messageId } = await votedDown(room);
  const { onVote } = room.conversations.handlers();
  await onVote(aVote(messageId, { polarity: 0, retracts: -1, emoji: '-1', userId: 'U3' }));
  await forgetPerson(room.app, 'slack', 'U2');
  await writeAnswer(room);
  expect(await look(room)).toBe(0);
  expect(updates(room)).toEqual([]);
});

test('a document that says something else now puts the answer right, and the same words do not', async () => {
  const room = await rig();
  await votedDown(room);
  const file = path.join(tmpdir(), `docent-receipt-${process.pid}`, 'travel.md');
  const { mkdir } = await import('node:fs/promises');
  await mkdir(path.dirname(file), { recursive: true });
  const ingest = async (text: string) => {
    await writeFile(file, text);
    const options = { collection: 'default', by: 'test', cwd: path.dirname(file) };
    await room.app.library.ingest(['travel.md'], options);
  };
  await ingest('# Travel\n\nEmployees book train tickets through the travel desk.\n\n# Other\n\nNothing.\n');
  expect(await look(room)).toBe(0);
  await ingest('# Travel\n\nEmployees book train tickets in the new travel app.\n');
  expect(await look(room)).toBe(1);
  await vi.waitFor(() => expect(updates(room)).toHaveLength(1));
  const [update] = updates(room);
  expect(update?.kind === 'answer' && update.answer.text).toContain('new travel app');
  expect(update?.kind === 'answer' && update.answer.text).toContain('because the documents have changed');
});

test('nothing comes from a collection that the place may not read any more', async () => {
  const room = await rig();
  await votedDown(room);
  await writeAnswer(room, ['secret']);
  expect(await look(room)).toBe(0);
  await setChannel(
    room.app,
    { platform: 'slack', channel: 'C9' },
    { mode: 'answer', collections: ['default'], models: null },
  );
  await writeAnswer(room, ['default']);
  expect(await look(room)).toBe(0);
  expect(updates(room)).toEqual([]);
});

test('what was put right before a kill is shown by the next process, once', async () => {
  const room = await rig();
  await votedDown(room);
  await writeAnswer(room);
  // The process ends right after the new answer is stored.
  await look(room, () => {});
  expect(updates(room)).toEqual([]);
  await room.restarted().resume('slack');
  await vi.waitFor(() => expect(told(room)).toHaveLength(1));
  await room.restarted().resume('slack');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([updates(room).length, told(room).length]).toEqual([1, 1]);
});

test('votes that were taken back do not stand before the others', async () => {
  const room = await rig();
  await votedDown(room);
  const { onVote } = room.conversations.handlers();
  for (let nth = 0; nth < limits.receiptsAtATime; nth += 1) {
    const { messageId } = await replied(room, { text: trains, userId: 'U4' });
    const vote = { polarity: -1, emoji: '-1', userId: 'U3' } as const;
    await onVote(aVote(messageId, vote));
    await onVote(aVote(messageId, { ...vote, polarity: 0, retracts: -1 }));
  }
  await writeAnswer(room);
  expect(await look(room, () => {})).toBe(1);
});

test('an answer that cannot be asked anew now keeps none of the others, and is asked at the next look', async () => {
  let asked = 0;
  const room: Rig = await rig({
    answering: {
      answer: (ask, options) => {
        asked += 1;
        if (asked === 4) throw new Error('the model is on fire');
        return room.assembled.answering.answer(ask, options);
      },
    } as Rig['app']['answering'],
  });
  const { onVote } = room.conversations.handlers();
  for (const userId of ['U1', 'U4', 'U5']) {
    const { messageId } = await replied(room, { text: trains, userId });
    await onVote(aVote(messageId, { polarity: -1, emoji: '-1', userId }));
  }
  await writeAnswer(room);
  expect(await look(room, () => {})).toBe(2);
  expect(await look(room, () => {})).toBe(1);
});

test.each([
  [
    'others can read there by now',
    async (room: Rig) => {
      room.platform.outside = async () => 'shared-channel';
    },
  ],
  [
    'it cannot be changed',
    async (room: Rig) => {
      room.platform.onDeliver = (reply, nth) =>
        reply.replaces === undefined
          ? { kind: 'delivered', messageIds: [`msg-${nth}`] }
          : { kind: 'failed', why: 'no' };
    },
  ],
] as const)('nobody is told that an answer was put right where it was not: %s', async (_why, spoil) => {
  const room = await rig();
  await votedDown(room);
  await writeAnswer(room);
  expect(await look(room, () => {})).toBe(1);
  await spoil(room);
  await room.restarted().resume('slack');
  const open = () => room.app.store.selectFrom('replies').select('id').where('state', '=', 'due').execute();
  await vi.waitFor(async () => expect(await open()).toEqual([]));
  expect(told(room)).toEqual([]);
});

test('an answer that was put right is changed in its place when its question is edited', async () => {
  const room = await rig();
  const { messageId, question } = await votedDown(room);
  room.platform.onDeliver = (reply, nth) => ({
    kind: 'delivered',
    messageIds: [reply.replaces?.[0] ?? `msg-${nth}`],
  });
  await writeAnswer(room);
  expect(await look(room)).toBe(1);
  await vi.waitFor(() => expect(told(room)).toHaveLength(1));
  await room.reaches(question, 'delivered');
  const { onEdited } = room.conversations.handlers();
  await onEdited?.({ platform: 'slack', channel: 'C1', messageId: question.messageId, text: lift });
  await vi.waitFor(() => expect(updates(room)).toHaveLength(2));
  expect(updates(room).at(-1)?.replaces).toEqual([messageId]);
});

test('an answer that was put right can be asked for once more', async () => {
  const room = await rig();
  const { messageId, question } = await votedDown(room);
  room.platform.onDeliver = (reply, nth) => ({
    kind: 'delivered',
    messageIds: [reply.replaces?.[0] ?? `msg-${nth}`],
  });
  await writeAnswer(room);
  await look(room);
  await vi.waitFor(() => expect(told(room)).toHaveLength(1));
  await room.reaches(question, 'delivered');
  expect(await press(room, messageId, 'try-again')).toBe(wording.again.started);
});
