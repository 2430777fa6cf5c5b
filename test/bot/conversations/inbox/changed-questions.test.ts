import { describe, expect, test, vi } from 'vitest';
import type { App } from '../../../../bot/assembly/app.ts';
import { loadConfig } from '../../../../bot/settings/config.ts';
import { aQuestion, aVote, rig, trains } from '../rig.ts';

const at = ({ messageId }: { messageId: string }) => ({ platform: 'slack', channel: 'C1', messageId });

/** Answering that waits for the test, and tells the wording that it was asked with and whether it was broken off. */
function slowAnswering(assembled: App) {
  const asked: { text: string; signal: AbortSignal | undefined; goOn(): void }[] = [];
  const answering: App['answering'] = {
    ...assembled.answering,
    answer: async (question, options) => {
      const gate = Promise.withResolvers<void>();
      asked.push({ text: question.text, signal: options?.signal, goOn: gate.resolve });
      await gate.promise;
      return assembled.answering.answer(question, options);
    },
  };
  return { asked, answering };
}

describe('a question that is written anew', () => {
  test('before its reply is answered in its new words alone', async () => {
    const room = await rig();
    const { asked, answering } = slowAnswering(room.assembled);
    room.app.answering = answering;
    const { onQuestion, onEdited } = room.conversations.handlers();
    const question = aQuestion({ text: 'How do I bok trains?' });
    await onQuestion(question);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await onEdited?.({ ...at(question), text: trains });
    expect(asked[0]?.signal?.aborted).toBe(true);
    asked[0]?.goOn();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    asked[1]?.goOn();
    await room.reaches(question, 'delivered');
    expect(asked.map(({ text }) => text)).toEqual(['How do I bok trains?', trains]);
    expect(room.platform.replies).toHaveLength(1);
  });

  test('while its reply is on the way changes what was posted by then', async () => {
    const room = await rig();
    const { onQuestion, onEdited } = room.conversations.handlers();
    const question = aQuestion();
    room.platform.onDeliver = async ({ replaces }, nth, posted) => {
      if (replaces !== undefined) return { kind: 'delivered', messageIds: [...replaces] };
      await posted?.('msg-1');
      if (nth === 1) await onEdited?.({ ...at(question), text: 'How are train tickets booked?' });
      return { kind: 'delivered', messageIds: ['msg-1'] };
    };
    await onQuestion(question);
    await vi.waitFor(() => expect(room.platform.replies).toHaveLength(2), { timeout: 10_000 });
    expect(room.platform.replies[1]).toMatchObject({ replaces: ['msg-1'] });
    await room.reaches(question, 'delivered');
    expect(room.platform.removed).toEqual([]);
  });

  test('after its reply changes that reply, whose votes stay with what was voted on', async () => {
    const room = await rig();
    const { onQuestion, onEdited, onVote } = room.conversations.handlers();
    const question = aQuestion();
    await onQuestion(question);
    const before = await room.reaches(question, 'delivered');
    await onVote(aVote('msg-1', { polarity: -1 }));
    room.platform.onDeliver = ({ replaces = [] }) => ({ kind: 'delivered', messageIds: [...replaces] });
    // A preview, or spaces, change nothing.
    await onEdited?.({ ...at(question), text: ` ${trains} ` });
    await onEdited?.({ ...at(question), text: 'How many days before departure are train tickets booked?' });
    await vi.waitFor(() => expect(room.platform.replies).toHaveLength(2));
    expect(room.platform.replies[1]).toMatchObject({ replaces: ['msg-1'] });
    const after = await room.reaches(question, 'delivered');
    expect(after.answer_id).not.toBe(before.answer_id);
    await onVote(aVote('msg-1', { userId: 'U3' }));
    const votes = async (id: string | null) => (await room.app.feedback.answer(id ?? ''))?.votes;
    expect(await votes(before.answer_id)).toEqual({ up: 0, down: 1 });
    expect(await votes(after.answer_id)).toEqual({ up: 1, down: 0 });
  });
});

describe('a question that is deleted', () => {
  test('before its reply has none, and the model is broken off', async () => {
    const room = await rig();
    const { asked, answering } = slowAnswering(room.assembled);
    room.app.answering = answering;
    const { onQuestion, onGone } = room.conversations.handlers();
    const question = aQuestion();
    await onQuestion(question);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await onGone?.(at(question));
    expect(asked[0]?.signal?.aborted).toBe(true);
    asked[0]?.goOn();
    await room.conversations.stop();
    expect(room.platform.replies).toEqual([]);
    expect((await room.row(question))?.state).toBe('dropped');
  });

  test.each([
    ['remove', [{ channel: 'C1', messageIds: ['msg-1'] }]],
    ['keep', []],
  ])('after its reply: %s', async (setting, removed) => {
    const room = await rig({ config: () => loadConfig({ DOCENT_DELETED_QUESTIONS: setting }) });
    const { onQuestion, onGone } = room.conversations.handlers();
    const question = aQuestion();
    await onQuestion(question);
    await room.reaches(question, 'delivered');
    await onGone?.(at(question));
    expect(room.platform.removed).toEqual(removed);
  });
});
