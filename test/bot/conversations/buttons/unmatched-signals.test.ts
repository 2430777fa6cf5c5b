import { describe, expect, test, vi } from 'vitest';
import { aboutPerson, forgetPerson } from '../../../../core/answering/people.ts';
import { aQuestion, aVote, rig } from '../rig.ts';

describe('a vote that comes before its message is on record', () => {
  test('is kept across a restart, and counts from when it came', async () => {
    const { app, platform, conversations, restarted, reaches } = await rig();
    platform.onDeliver = () => ({ kind: 'delivered', messageIds: ['early'] });
    const first = conversations.handlers();
    expect(await first.onVote(aVote('early', { polarity: -1, emoji: '-1' }))).toBe(true);
    const twice = aVote('early', { userId: 'U3' });
    expect(await first.onVote(twice)).toBe(true);
    expect(await first.onVote(twice)).toBe(true);
    await conversations.stop();

    const second = restarted();
    const question = aQuestion();
    await second.handlers().onQuestion(question);
    await reaches(question, 'delivered');
    await vi.waitFor(async () =>
      expect(await app.store.selectFrom('unmatched_signals').selectAll().execute()).toEqual([]),
    );
    expect(await app.feedback.answers()).toMatchObject([{ votes: { up: 1, down: 1 } }]);
    // The cache was told, too.
    expect(await app.cacheService.list()).toMatchObject([{ quarantined: true }]);
    await second.handlers().onVote(aVote('early', { userId: 'U2', signal: 'reaction' }));
    expect(await app.feedback.answers()).toMatchObject([{ votes: { up: 2, down: 0 } }]);
  });

  test('counts before one of the same person that came after, in whatever order they are recorded', async () => {
    const { app, platform, conversations, reaches } = await rig();
    const { onVote, onQuestion } = conversations.handlers();
    await onVote(aVote('early', { signal: 'button', polarity: -1, emoji: null }));
    platform.onDeliver = async (_reply, _nth, posted) => {
      // As if the process had died after the message went on record and before the kept vote was attached.
      await posted?.('other');
      return { kind: 'delivered', messageIds: ['early', 'other'] };
    };
    const question = aQuestion();
    await onQuestion(question);
    await vi.waitFor(() => expect(onVote(aVote('other', { signal: 'button' }))).resolves.toBe(true));
    await reaches(question, 'delivered');
    await vi.waitFor(async () =>
      expect(await app.store.selectFrom('unmatched_signals').selectAll().execute()).toEqual([]),
    );
    expect(await app.feedback.answers()).toMatchObject([{ votes: { up: 1, down: 0 } }]);
  });

  test('is found by the next start when the process died before it was attached', async () => {
    const { app, conversations, restarted, reaches } = await rig();
    const question = aQuestion();
    await conversations.handlers().onVote(aVote('msg-9'));
    await conversations.handlers().onQuestion(question);
    const { reply } = await reaches(question, 'delivered');
    await app.store
      .insertInto('reply_messages')
      .values({
        ...{ platform: 'slack', channel: 'C1', message_id: 'msg-9' },
        ...{ reply_id: reply?.id ?? '', answer_id: reply?.answer_id ?? null },
      })
      .execute();
    await restarted().resume('slack');
    expect(await app.feedback.answers()).toMatchObject([{ votes: { up: 1, down: 0 } }]);
  });

  test('goes with the data of its member, and after a day without its message', async () => {
    const { app, conversations } = await rig();
    const { onVote } = conversations.handlers();
    const left = () => app.store.selectFrom('unmatched_signals').selectAll().execute();
    await onVote(aVote('never', { userId: 'U5' }));
    expect((await aboutPerson(app, 'slack', 'U5')).votes).toBe(1);
    await forgetPerson(app, 'slack', 'U5');
    expect(await left()).toEqual([]);
    await onVote(aVote('never', { userId: 'U5' }));
    const longAgo = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await app.store.updateTable('unmatched_signals').set({ received_at: longAgo }).execute();
    await onVote(aVote('never', { userId: 'U6' }));
    expect(await left()).toHaveLength(1);
  });
});

test('a wish to delete a reply that is not on record yet is carried out for whoever asked alone', async () => {
  const { platform, conversations, reaches } = await rig();
  const { onQuestion, onDelete } = conversations.handlers();
  const wish = { platform: 'slack', channel: 'C1' };
  for (const messageId of ['theirs', 'own'])
    await onDelete({ ...wish, messageId, userId: messageId === 'own' ? 'U1' : 'U2' });
  platform.onDeliver = (_reply, nth) => ({ kind: 'delivered', messageIds: [nth === 1 ? 'theirs' : 'own'] });
  for (let i = 0; i < 2; i += 1) {
    const question = aQuestion();
    await onQuestion(question);
    await reaches(question, 'delivered');
  }
  await vi.waitFor(() => expect(platform.removed).toEqual([{ channel: 'C1', messageIds: ['own'] }]));
});
