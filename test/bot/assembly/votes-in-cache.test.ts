import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { teachMemory } from '../../../bot/assembly/question-memory.ts';
import { aQuestion, aVote, rig } from '../conversations/rig.ts';

test('a thumb down whose cache entry could not be told is taken in when its event comes again', async () => {
  const { app, conversations, reaches } = await rig();
  const question = aQuestion();
  await conversations.handlers().onQuestion(question);
  await reaches(question, 'delivered');
  await sql`CREATE TRIGGER full_disk BEFORE INSERT ON cache_votes
    BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`.execute(app.store);
  const down = aVote('msg-1', { polarity: -1, emoji: '-1' });
  await expect(conversations.handlers().onVote(down)).rejects.toThrow('the disk is full');
  expect(await app.feedback.answers()).toMatchObject([{ votes: { up: 0, down: 0 } }]);

  await sql`DROP TRIGGER full_disk`.execute(app.store);
  await conversations.handlers().onVote(down);
  expect(await app.feedback.answers()).toMatchObject([{ votes: { up: 0, down: 1 } }]);
  expect(await app.cacheService.list()).toMatchObject([{ quarantined: true, quarantineReason: 'vote' }]);
});

test('a vote that is stored stays taken in when question memory cannot be told', async () => {
  const { app, conversations, reaches } = await rig();
  const question = aQuestion();
  await conversations.handlers().onQuestion(question);
  const { answer_id: answerId } = await reaches(question, 'delivered');
  const warned: string[] = [];
  const taught = teachMemory(
    {
      changed: () => {
        throw new Error('closed');
      },
    },
    { warn: (_, message) => warned.push(message) },
    app,
  );
  expect(await taught.feedback.record({ ...aVote('msg-1'), answerId: answerId ?? '' })).toBe(true);
  expect(warned).toEqual(['question memory was not told of a change']);
});
