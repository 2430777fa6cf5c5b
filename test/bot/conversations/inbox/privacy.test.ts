import { describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../../../../bot/settings/config.ts';
import { aboutPerson, forgetPerson } from '../../../../core/answering/people.ts';
import { DIRECT, setChannel } from '../../../../core/defensive-ux/channels.ts';
import { wording } from '../../../../core/defensive-ux/wording.ts';
import { aQuestion, aVote, rig } from '../rig.ts';

type Room = Awaited<ReturnType<typeof rig>>;

async function say({ conversations, platform, reaches }: Room, over: Parameters<typeof aQuestion>[0]) {
  const question = aQuestion(over);
  await conversations.handlers().onQuestion(question);
  const row = await reaches(question, 'delivered');
  return platform.replies.find(({ deliveryId }) => deliveryId === row.id);
}

const nothing = { messages: 0, answers: 0, votes: 0, since: null };

describe('a member who asks about themselves', () => {
  test.each(['What do you store about me?', 'what do you know about me', 'Show me my data'])(
    'is told what is stored (%s)',
    async (text) => {
      const reply = await say(await rig(), { text });
      expect(reply).toMatchObject({ kind: 'notice', text: expect.stringContaining('1 of your messages') });
    },
  );

  test('loses nothing before confirming, and everything at once afterwards', async () => {
    const room = await rig();
    const { app } = room;
    await say(room, {});
    await say(room, {
      kind: 'direct',
      address: { platform: 'slack', workspace: 'T1', channel: 'D1', thread: null },
    });
    await room.conversations.handlers().onVote(aVote('msg-1', { userId: 'U1' }));
    await say(room, { userId: 'U2' });
    await vi.waitFor(async () => expect((await aboutPerson(app, 'slack', 'U1')).votes).toBe(1));

    expect(await say(room, { text: 'Delete my data' })).toMatchObject({ text: wording.privacy.confirm });
    expect(await aboutPerson(app, 'slack', 'U1')).toMatchObject({ messages: 3, answers: 2, votes: 1 });

    expect(await say(room, { text: 'delete my data now.' })).toMatchObject({ text: wording.privacy.deleted });
    expect(await aboutPerson(app, 'slack', 'U1')).toEqual(nothing);
    expect(await aboutPerson(app, 'slack', 'U2')).toMatchObject({ messages: 1, answers: 1 });
    // The answers stay, without their member, their message or the direct channel.
    const left = (await app.feedback.answers()).map(({ origin, message, votes }) => ({
      origin,
      message,
      votes,
    }));
    expect(left).toHaveLength(3);
    expect(left.filter(({ message }) => message === null)).toHaveLength(2);
    expect(left.map(({ origin }) => origin)).toContain('slack');
    expect(JSON.stringify(left)).not.toContain('D1');
    expect(left.every(({ votes }) => votes.up === 0)).toBe(true);
  });

  test('leaves no direct channel behind: not of a command there, nor of an answer that a curator wrote anew', async () => {
    const room = await rig();
    const { app } = room;
    const direct = { platform: 'slack', workspace: 'T1', channel: 'D1', thread: null };
    await say(room, { kind: 'command', address: direct });
    await setChannel(
      app,
      { platform: 'slack', channel: DIRECT },
      { mode: 'suggest', collections: null, models: null },
    );
    const question = aQuestion({ kind: 'direct', address: direct });
    await room.conversations.handlers().onQuestion(question);
    const { answer_id: answerId } = await room.reaches(question, 'delivered');
    const posted = await app.suggestions.post(answerId ?? '', { by: 'Ada', text: 'Ask the travel desk.' });
    expect(posted.kind).toBe('posted');
    await forgetPerson(app, 'slack', 'U1');
    const rows = await app.store.selectFrom('answers').select(['origin', 'asker']).execute();
    expect(rows).toEqual(Array(3).fill({ origin: 'slack', asker: null }));
  });

  test('is not answered twice when a forgotten message comes again', async () => {
    const room = await rig();
    const question = aQuestion();
    await room.conversations.handlers().onQuestion(question);
    await room.reaches(question, 'delivered');
    await say(room, { text: 'delete my data now' });
    await room.conversations.handlers().onQuestion({ ...question, eventId: 'EvAgain' });
    await room.conversations.stop();
    expect(room.platform.replies).toHaveLength(2);
  });

  test('is answered while the switch for all chats is off', async () => {
    const room = await rig({ config: () => loadConfig({ DOCENT_ANSWERING: 'off' }) });
    expect(await say(room, { text: 'delete my data' })).toMatchObject({ text: wording.privacy.confirm });
  });

  test('is not misheard in an ordinary question', async () => {
    const reply = await say(await rig(), { text: 'How do I delete my data in the travel portal?' });
    expect(reply?.kind).toBe('answer');
  });
});
