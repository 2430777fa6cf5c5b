import { describe, expect, test, vi } from 'vitest';
import { createConversations } from '../../../../bot/conversations/conversations.ts';
import { wording } from '../../../../core/defensive-ux/wording.ts';
import type { LiveRecord } from '../../../../core/ports/live-reply.ts';
import { aQuestion, type Rig, rig } from '../rig.ts';

/** Conversations in which a model has shown a sentence and never comes to an end by itself. */
async function writingRig(): Promise<Rig & { isBrokenOff(): boolean; shown: string[] }> {
  const room = await rig();
  const state = { isBrokenOff: false, record: null as LiveRecord | null };
  const shown: string[] = [];
  room.platform.live = (_question, _id, record) => {
    state.record = record;
    return { show: (text) => void shown.push(text), end: async () => {} };
  };
  const { answering } = room.app;
  const app = {
    ...room.app,
    answering: {
      ...answering,
      answer: async (question, options = {}) => {
        if (question.refresh === true) return answering.answer(question, options);
        await state.record?.begin(0);
        await state.record?.stands(0, 'live-1');
        options.onShown?.('Employees book trains. [1]');
        await new Promise((resolve) => options.signal?.addEventListener('abort', resolve));
        state.isBrokenOff = true;
        return answering.answer(question, options);
      },
    },
  } satisfies typeof room.app;
  const conversations = createConversations({ app, platform: (id) => room.platforms.get(id) });
  return { ...room, app, conversations, shown, isBrokenOff: () => state.isBrokenOff };
}

const place = { platform: 'slack', channel: 'C1', thread: null };

async function asked(room: Rig & { shown: string[] }) {
  const question = aQuestion();
  await room.conversations.handlers().onQuestion(question);
  await vi.waitFor(() => expect(room.shown).toHaveLength(1));
  return question;
}

const stop = (room: Rig, userId = 'U1', messageId?: string) =>
  room.conversations
    .handlers()
    .onStop?.({ ...place, userId, ...(messageId === undefined ? {} : { messageId }) });

describe('stopping an answer', () => {
  test('breaks the model off, and what was shown stands with the word that it was stopped', async () => {
    const room = await writingRig();
    const question = await asked(room);
    expect(await stop(room, 'U1', 'live-1')).toBe(wording.stopping.done);
    const row = await room.reaches(question, 'delivered');
    expect(row.reply).toMatchObject({ kind: 'notice', notice: 'stopped' });
    expect(room.platform.replies).toHaveLength(1);
    expect(room.platform.replies[0]).toMatchObject({
      text: `Employees book trains.\n\n${wording.stopping.written}`,
      replaces: ['live-1'],
      offers: ['try-again', 'delete-reply'],
    });
    expect(room.isBrokenOff()).toBe(true);
    expect(room.shown).toEqual(['Employees book trains. [1]']);
    expect(await room.app.feedback.answers()).toEqual([]);
  });

  test('is for whoever asked alone', async () => {
    const room = await writingRig();
    const question = await asked(room);
    expect(await stop(room, 'U2', 'live-1')).toBe(wording.stopping.others);
    expect(await stop(room, 'U2')).toBe(wording.stopping.nothing);
    expect(room.isBrokenOff()).toBe(false);
    expect((await room.row(question))?.state).toBe('accepted');
    await stop(room);
    await room.reaches(question, 'delivered');
  });

  test('twice stops it once', async () => {
    const room = await writingRig();
    const question = await asked(room);
    const words = await Promise.all([stop(room), stop(room)]);
    expect(words).toContain(wording.stopping.done);
    await room.reaches(question, 'delivered');
    expect(room.platform.replies).toHaveLength(1);
    expect(await stop(room)).toBe(wording.stopping.nothing);
  });

  test('works with a word, which gets a reply of its own', async () => {
    const room = await writingRig();
    const question = await asked(room);
    const word = aQuestion({ text: 'stop' });
    await room.conversations.handlers().onQuestion(word);
    expect((await room.reaches(word, 'delivered')).reply).toMatchObject({ text: wording.stopping.done });
    expect((await room.reaches(question, 'delivered')).reply?.notice).toBe('stopped');
    const again = aQuestion({ text: 'stop!' });
    await room.conversations.handlers().onQuestion(again);
    expect((await room.reaches(again, 'delivered')).reply).toMatchObject({ text: wording.stopping.nothing });
  });

  test('that a kill interrupts is delivered by the next process, once', async () => {
    const room = await writingRig();
    const question = await asked(room);
    room.platforms.clear();
    await stop(room);
    await room.conversations.stop();
    room.platforms.set('slack', room.platform);
    await room.restarted().resume('slack');
    const row = await room.reaches(question, 'delivered');
    expect(row.reply?.notice).toBe('stopped');
    expect(room.platform.replies).toHaveLength(1);
    expect(room.platform.replies[0]).toMatchObject({ replaces: ['live-1'] });
  });

  test('leaves it open to try again', async () => {
    const room = await writingRig();
    const question = await asked(room);
    await stop(room);
    await room.reaches(question, 'delivered');
    const press = { ...place, messageId: 'msg-1', userId: 'U1', offer: 'try-again' } as const;
    expect(await room.conversations.handlers().onPress(press)).toBe(wording.again.started);
    await vi.waitFor(() => expect(room.platform.replies).toHaveLength(2));
    expect(room.platform.replies[1]?.kind).toBe('answer');
  });
});
