import { describe, expect, test, vi } from 'vitest';
import { forgetPerson } from '../../../../core/answering/people.ts';
import type { ChannelMode } from '../../../../core/defensive-ux/channel-modes.ts';
import { setChannel } from '../../../../core/defensive-ux/channels.ts';
import { markOf, POSTED, wording } from '../../../../core/defensive-ux/wording.ts';
import { aQuestion, aVote, type Rig, rig } from '../rig.ts';

const inMode = (room: Rig, mode: ChannelMode) =>
  setChannel(room.app, { platform: 'slack', channel: 'C1' }, { mode, collections: null, models: null });

/** A question in a channel whose answers curators see first; its notice is delivered. */
async function aSuggestion(room: Rig) {
  await inMode(room, 'suggest');
  const question = aQuestion();
  await room.conversations.handlers().onQuestion(question);
  const row = await room.reaches(question, 'delivered');
  return { question, row, answerId: row.answer_id ?? '' };
}

/** What the platform was given beyond the first reply. */
const further = ({ platform }: Rig) => platform.replies.filter((reply) => reply.further === true);

async function openRoom() {
  const room = await rig();
  room.app.suggestions.whenPosted((platform) => void room.conversations.resume(platform));
  return room;
}

describe('an answer that was kept for curators', () => {
  test('goes to the asker once when it is posted, and is voted on like any other', async () => {
    const room = await openRoom();
    const { question, row, answerId } = await aSuggestion(room);
    expect(await room.app.suggestions.count()).toBe(1);
    expect(await room.app.feedback.answers({ suggested: true })).toHaveLength(1);

    const both = await Promise.all([
      room.app.suggestions.post(answerId, { by: 'Ada' }),
      room.app.suggestions.post(answerId, { by: 'Bob' }),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['not-waiting', 'posted']);
    await vi.waitFor(() => expect(further(room)).toHaveLength(1));
    const [reply] = further(room);
    expect(reply).toMatchObject({
      kind: 'answer',
      answer: { traceId: answerId },
      question: { messageId: question.messageId },
    });
    expect(reply?.deliveryId).not.toBe(row.id);
    await room.reaches(question, 'delivered');
    expect(await room.app.suggestions.count()).toBe(0);

    await room.conversations.handlers().onVote(aVote('msg-2'));
    const record = await room.app.feedback.answer(answerId);
    expect(record).toMatchObject({
      votes: { up: 1, down: 0 },
      delivery: 'delivered',
      suggestion: { state: 'posted', at: expect.any(String) },
    });
    expect(record?.answer.steps.at(-1)).toMatchObject({
      step: POSTED,
      detail: { by: record?.suggestion?.by },
    });
    expect(record && markOf(record.answer)).toContain(wording.lookedAt);
  });

  test('is posted in the words of whoever changed it, as the answer of the team', async () => {
    const room = await openRoom();
    const { answerId } = await aSuggestion(room);
    const posted = await room.app.suggestions.post(answerId, { by: 'Ada', text: 'Ask the travel desk. [1]' });
    if (posted.kind !== 'posted') throw new Error(posted.kind);
    await vi.waitFor(() => expect(further(room)).toHaveLength(1));
    expect(further(room)[0]).toMatchObject({
      answer: { traceId: posted.answerId, text: 'Ask the travel desk. [1]', servedBy: 'curated' },
    });
    const record = await room.app.feedback.answer(posted.answerId);
    expect(record?.answer.citations).toHaveLength(1);
    expect(record?.answer.steps.at(-1)?.detail).toEqual({ by: 'Ada', editedFrom: answerId });
    expect((await room.app.feedback.answer(answerId))?.answer.text).not.toContain('Ask the');
  });

  test('is delivered by the next start when the process dies first, and once only', async () => {
    const room = await rig();
    const { question, answerId } = await aSuggestion(room);
    // Nobody delivers: the process is gone right after the press.
    await room.app.suggestions.post(answerId, { by: 'Ada' });
    expect(further(room)).toEqual([]);
    await room.conversations.stop();
    await room.restarted().resume('slack');
    await room.reaches(question, 'delivered');
    await room.restarted().resume('slack');
    expect(further(room)).toHaveLength(1);
  });

  test('waits until the notice is delivered, and goes to nobody once it is dismissed', async () => {
    const room = await openRoom();
    const { question, answerId } = await aSuggestion(room);
    const notice = (state: string) =>
      room.app.store.updateTable('replies').set({ state }).where('kind', '=', 'notice').execute();
    await notice('due');
    expect(await room.app.suggestions.post(answerId, { by: 'Ada' })).toEqual({ kind: 'not-yet' });
    await notice('delivered');
    expect(await room.app.suggestions.dismiss(answerId, { by: 'Ada' })).toBe(true);
    expect(await room.app.suggestions.dismiss(answerId, { by: 'Bob' })).toBe(false);
    expect(await room.app.suggestions.post(answerId, { by: 'Bob' })).toEqual({ kind: 'not-waiting' });
    expect(await room.app.feedback.answer(answerId)).toMatchObject({
      suggestion: { state: 'dismissed', by: 'Ada' },
      delivery: 'dismissed',
    });
    expect((await room.row(question))?.state).toBe('delivered');
    expect(further(room)).toEqual([]);
  });

  test('cannot be posted to somebody who had their data deleted', async () => {
    const room = await openRoom();
    const { answerId } = await aSuggestion(room);
    await forgetPerson(room.app, 'slack', 'U1');
    expect(await room.app.suggestions.post(answerId, { by: 'Ada' })).toEqual({ kind: 'not-waiting' });
    expect(await room.app.suggestions.count()).toBe(0);
  });

  test('is not posted empty, nor where nothing was found', async () => {
    const room = await openRoom();
    const { answerId } = await aSuggestion(room);
    expect(await room.app.suggestions.post(answerId, { by: 'Ada', text: '  ' })).toMatchObject({
      kind: 'unusable',
    });
    const question = aQuestion({ text: 'Who repairs the lift?' });
    await room.conversations.handlers().onQuestion(question);
    const row = await room.reaches(question, 'delivered');
    const nothing = row.answer_id ?? '';
    expect(await room.app.suggestions.post(nothing, { by: 'Ada' })).toMatchObject({ kind: 'unusable' });
    expect(await room.app.suggestions.post(nothing, { by: 'Ada', text: 'Ask facilities.' })).toMatchObject({
      kind: 'posted',
    });
  });
});
