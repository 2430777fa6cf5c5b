import { expect, test, vi } from 'vitest';
import type { AnswerOptions } from '../../../../core/answering/answer.ts';
import { setChannel } from '../../../../core/defensive-ux/channels.ts';
import { wording } from '../../../../core/defensive-ux/wording.ts';
import type { ChatTurn } from '../../../../core/ports/chat-platform.ts';
import type { Question } from '../../../../core/types.ts';
import { named } from '../buttons/offers-rig.ts';
import { aQuestion, type Rig, rig, trains } from '../rig.ts';

test('small talk is replied to at once, also where curators see answers first, and offers nothing', async () => {
  const room = await rig();
  await named(room);
  const place = { platform: 'slack', channel: 'C1' };
  await setChannel(room.app, place, { mode: 'suggest', collections: null, models: null });
  const question = aQuestion({ text: 'thank you!' });
  await room.conversations.handlers().onQuestion(question);
  await room.reaches(question, 'delivered');
  expect(await room.app.suggestions.count()).toBe(0);
  const [reply] = room.platform.replies;
  expect(reply).toMatchObject({
    kind: 'answer',
    answer: { servedBy: 'small-talk', text: wording.smallTalk.en.thanks },
  });
  expect(reply?.offers).toBeUndefined();
});

test.each(['what can you do?', 'hi! can you help me?', '?'])('%j is given the whole help', async (text) => {
  const room = await rig();
  const question = aQuestion({ text });
  await room.conversations.handlers().onQuestion(question);
  await room.reaches(question, 'delivered');
  expect(room.platform.replies).toMatchObject([
    { kind: 'notice', text: `${wording.help}\nRight now I know about: Travel.` },
  ]);
});

test('what Docent can do is said in the language it is asked in', async () => {
  const room = await rig();
  const question = aQuestion({ text: 'Was kannst du?' });
  await room.conversations.handlers().onQuestion(question);
  await room.reaches(question, 'delivered');
  expect(room.platform.replies).toMatchObject([
    { kind: 'answer', answer: { text: wording.smallTalk.de.abilities } },
  ]);
});

test('of a thread it is known which replies answered nothing', async () => {
  const threads: unknown[] = [];
  const room: Rig = await rig({
    answering: {
      answer: (question: Question, options: AnswerOptions) => {
        threads.push(question.thread);
        return room.assembled.answering.answer(question, options);
      },
    },
  });
  let turns: ChatTurn[] = [];
  room.platform.thread = async () => turns;
  for (const text of [trains, 'zebra quantum?', 'help']) {
    const question = aQuestion({ text });
    await room.conversations.handlers().onQuestion(question);
    await room.reaches(question, 'delivered');
    const { message_id: messageId } = await room.app.store
      .selectFrom('reply_messages')
      .select('message_id')
      .orderBy('rowid' as never, 'desc')
      .executeTakeFirstOrThrow();
    turns = [...turns, { role: 'user', text }, { role: 'assistant', text: 'as shown', messageId }];
  }
  await room.conversations.handlers().onQuestion(aQuestion({ text: 'and in May?' }));
  await vi.waitFor(() => expect(threads).toHaveLength(3));
  expect(threads.at(-1)).toEqual([
    { role: 'user', text: trains },
    { role: 'assistant', text: expect.not.stringContaining('as shown') },
    { role: 'user', text: 'zebra quantum?' },
    { role: 'assistant', text: expect.any(String), answered: false },
    { role: 'user', text: 'help' },
    { role: 'assistant', text: 'as shown', answered: false },
  ]);
});
