import { expect, test, vi } from 'vitest';
import type { App } from '../../../../bot/assembly/app.ts';
import { createConversations } from '../../../../bot/conversations/conversations.ts';
import { loadConfig } from '../../../../bot/settings/config.ts';
import { setChannel } from '../../../../core/defensive-ux/channels.ts';
import type { LiveRecord } from '../../../../core/ports/live-reply.ts';
import { aQuestion, aVote, type Rig, rig } from '../rig.ts';

/** Conversations whose answers are watched: as soon as one is shown, its message `live-1` stands. */
async function watchedRig(
  overrides: Partial<App> = {},
): Promise<Rig & { shown: string[]; opened: string[] }> {
  const room = await rig(overrides);
  const shown: string[] = [];
  const opened: string[] = [];
  const record = { now: null as LiveRecord | null };
  const { answering } = room.app;
  const app: App = {
    ...room.app,
    answering: {
      ...answering,
      async answer(question, options) {
        await record.now?.begin(0);
        await record.now?.stands(0, 'live-1');
        options?.onShown?.('Employees book');
        return answering.answer(question, options);
      },
    },
  };
  room.platform.live = (_question, deliveryId, kept) => {
    opened.push(deliveryId);
    record.now = kept;
    return { show: (text) => void shown.push(text), end: async () => void shown.push('end') };
  };
  const conversations = createConversations({ app, platform: (id) => room.platforms.get(id) });
  return { ...room, app, conversations, shown, opened };
}

const liveRows = ({ app }: Rig) => app.store.selectFrom('live_messages').selectAll().execute();

test('a reply takes the place of the messages in which it was shown, under the id that they were begun for', async () => {
  const room = await watchedRig();
  const question = aQuestion();
  room.platform.onDeliver = ({ replaces }) => ({ kind: 'delivered', messageIds: [...(replaces ?? [])] });
  const { onQuestion, onVote } = room.conversations.handlers();
  await onQuestion(question);
  await room.reaches(question, 'delivered');
  expect(room.shown).toEqual(['Employees book', 'end']);
  expect(room.platform.replies).toEqual([expect.objectContaining({ replaces: ['live-1'] })]);
  expect(room.platform.replies[0]?.deliveryId).toBe(room.opened[0]);
  expect(await liveRows(room)).toEqual([]);
  expect(await onVote(aVote('live-1'))).toBe(true);
});

test('a vote on a message that is still being written is kept for the answer', async () => {
  const room = await watchedRig();
  const question = aQuestion();
  room.platform.onDeliver = async ({ replaces }, _nth, posted) => {
    await room.conversations.handlers().onVote(aVote('live-1'));
    for (const id of replaces ?? []) await posted?.(id);
    return { kind: 'delivered', messageIds: [...(replaces ?? [])] };
  };
  await room.conversations.handlers().onQuestion(question);
  await room.reaches(question, 'delivered');
  await vi.waitFor(async () =>
    expect(await room.app.store.selectFrom('signals').select('polarity').execute()).toEqual([
      { polarity: 1 },
    ]),
  );
});

test('nothing is shown while it is written where that is off or curators see answers first', async () => {
  const off = await watchedRig({ config: () => loadConfig({ DOCENT_STREAMING: 'off' }) });
  const question = aQuestion();
  await off.conversations.handlers().onQuestion(question);
  await off.reaches(question, 'delivered');
  expect(off.opened).toEqual([]);

  const kept = await watchedRig();
  const place = { platform: 'slack', channel: question.address.channel };
  await setChannel(kept.app, place, { mode: 'suggest', collections: null, models: null });
  await kept.conversations.handlers().onQuestion(question);
  await kept.reaches(question, 'delivered');
  expect(kept.opened).toEqual([]);
});

test('when others can read there by the end, what was shown goes, and only the asker is told why', async () => {
  const room = await watchedRig();
  const question = aQuestion();
  let isShared = false;
  room.platform.outside = async () => (isShared ? 'shared-channel' : null);
  room.platform.live = (_question, _id, kept) => ({
    show: () => {},
    end: async () => {
      await kept.stands(0, 'live-1');
      isShared = true;
    },
  });
  await room.conversations.handlers().onQuestion(question);
  await room.reaches(question, 'delivered');
  expect(room.platform.removed).toEqual([{ channel: question.address.channel, messageIds: ['live-1'] }]);
  expect(room.platform.replies).toEqual([expect.objectContaining({ kind: 'notice', onlyAsker: true })]);
  expect(room.platform.replies[0]).not.toHaveProperty('replaces');
  expect(await liveRows(room)).toEqual([]);
});

test('a message that was begun and never heard of is looked for by whoever delivers the reply', async () => {
  const room = await watchedRig();
  const question = aQuestion();
  room.platform.live = (_question, _id, kept) => ({ show: () => {}, end: () => kept.begin(0) });
  await room.conversations.handlers().onQuestion(question);
  await room.reaches(question, 'delivered');
  expect(room.platform.replies).toEqual([expect.objectContaining({ isAstray: true })]);
  expect(await liveRows(room)).toEqual([]);
});

test('a message that comes to stand after its question was deleted goes, too', async () => {
  const room = await watchedRig();
  const { messageId, address, ...question } = aQuestion();
  room.platform.live = (_question, _id, kept) => ({
    show: () => {},
    end: async () => {
      await room.conversations
        .handlers()
        .onGone?.({ platform: 'slack', channel: address.channel, messageId });
      await kept.stands(1, 'live-2');
    },
  });
  await room.conversations.handlers().onQuestion({ ...question, messageId, address });
  await vi.waitFor(() => expect(room.platform.removed.flatMap((one) => one.messageIds)).toContain('live-2'));
  expect(room.platform.replies).toEqual([]);
  await vi.waitFor(async () => expect(await liveRows(room)).toEqual([]));
});
