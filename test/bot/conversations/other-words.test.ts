import { expect, onTestFinished, test, vi } from 'vitest';
import type { AnswerOptions } from '../../../core/answering/answer.ts';
import { setChannel } from '../../../core/defensive-ux/channels.ts';
import { markOf, wording } from '../../../core/defensive-ux/wording.ts';
import type { Question } from '../../../core/types.ts';
import { aQuestion, aVote, type Rig, rig, trains } from './rig.ts';

/** Gives every sentence that members read other words, until the test ends. */
function changeEveryWord(words: Record<string, unknown> = wording): void {
  for (const [name, value] of Object.entries(words)) {
    if (typeof value === 'object' && value !== null) changeEveryWord(value as Record<string, unknown>);
    if (typeof value !== 'string') continue;
    words[name] = `other words for ${name}`;
    onTestFinished(() => {
      words[name] = value;
    });
  }
}

test('everything happens as it would when every sentence is reworded between storing and delivering', async () => {
  const asked: Question[] = [];
  const room: Rig = await rig({
    answering: {
      answer: (question: Question, options: AnswerOptions) => {
        asked.push(question);
        if (question.text === 'break') throw new Error('the model is on fire');
        return room.assembled.answering.answer(question, options);
      },
    },
  });
  const { app, conversations, platform, reaches, row } = room;
  const { onQuestion, onVote, onPress } = conversations.handlers();
  const inSuggest = { platform: 'slack', workspace: 'T1', channel: 'CS', thread: null };
  await setChannel(app, inSuggest, { mode: 'suggest', collections: null, models: null });
  let isAway = true;
  platform.onDeliver = (_reply, nth) =>
    isAway
      ? { kind: 'retry', afterMs: 0, why: 'Slack is away' }
      : { kind: 'delivered', messageIds: [`msg-${nth}`] };
  const forget = aQuestion({ text: 'delete my data now', userId: 'U7' });
  const help = aQuestion({ text: 'help' });
  const broken = aQuestion({ text: 'break' });
  const plain = aQuestion();
  const kept = aQuestion({ address: inSuggest });
  const sensitive = aQuestion({ text: `${trains.slice(0, -1)} through the travel desk after a severance?` });
  const all = [forget, help, broken, plain, kept, sensitive];
  for (const question of all) await onQuestion(question);
  for (const question of all) await reaches(question, 'answered');
  // Each has been tried once: what it was to say then is known.
  for (const { messageId } of all)
    await vi.waitFor(() =>
      expect(platform.replies.map((one) => one.question.messageId)).toContain(messageId),
    );
  const decided = platform.replies.flatMap((reply) => (reply.kind === 'notice' ? [reply.text] : []));

  changeEveryWord();
  isAway = false;
  for (const question of all) await reaches(question, 'delivered');
  const last = ({ messageId }: typeof plain) =>
    platform.replies.findLast(({ question }) => question.messageId === messageId);
  const shownAs = async (question: typeof plain) => {
    const { reply } = await reaches(question, 'delivered');
    const message = await app.store
      .selectFrom('reply_messages')
      .select('message_id')
      .where('reply_id', '=', reply?.id ?? '')
      .executeTakeFirstOrThrow();
    return message.message_id;
  };

  // Whose data was deleted leaves nothing behind, and what was decided is what they read.
  expect(await row(forget)).toMatchObject({ user_id: '', text: '', reply_token: null });
  for (const question of [forget, help, broken, kept]) {
    const reply = last(question);
    expect(decided).toContain(reply?.kind === 'notice' ? reply.text : '');
  }
  // A thumb counts on an answer, and on nothing that stands for one.
  expect(await onVote(aVote(await shownAs(plain)))).toBe(true);
  expect(await onVote(aVote(await shownAs(help)))).toBe(false);
  expect(await onVote(aVote(await shownAs(kept), { channel: 'CS' }))).toBe(false);
  // An apology can be tried again.
  expect(last(broken)?.offers).toEqual(['try-again', 'delete-reply']);
  expect(last(help)?.offers).toBeUndefined();
  const press = { platform: 'slack', channel: 'C1', userId: 'U1', offer: 'try-again' } as const;
  expect(await onPress({ ...press, messageId: await shownAs(broken) })).toBe(wording.again.started);
  await vi.waitFor(async () => expect((await row(broken))?.replies).toBe(1));
  // An answer that curators see first waits for them.
  expect(await app.suggestions.count()).toBe(1);
  // What is said on a sensitive topic is marked as such.
  const { answer_id: answerId } = await reaches(sensitive, 'delivered');
  const record = await app.feedback.answer(answerId ?? '');
  expect(record?.answer.contact).toBe('sensitive');
  expect(record && markOf(record.answer)).toBe(wording.quoted);
  // A follow-up sees the answer itself, whatever stood around it.
  const shown = await shownAs(plain);
  platform.thread = async () => [{ role: 'assistant', text: 'shown, with sources', messageId: shown }];
  await onQuestion(aQuestion({ text: 'And planes?' }));
  // The apology that was tried again may be asked after it.
  const followUp = () => asked.find((one) => one.text === 'And planes?');
  await vi.waitFor(() => expect(followUp()).toBeDefined());
  const plainRow = await row(plain);
  const text = (await app.feedback.answer(plainRow?.answer_id ?? ''))?.answer.text;
  expect(followUp()?.thread).toEqual([{ role: 'assistant', text }]);
});
