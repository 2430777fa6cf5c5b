import { describe, expect, test } from 'vitest';
import type { App } from '../../../../bot/assembly/app.ts';
import { loadConfig } from '../../../../bot/settings/config.ts';
import { DIRECT, listChannels, setChannel } from '../../../../core/defensive-ux/channels.ts';
import { wording } from '../../../../core/defensive-ux/wording.ts';
import { aQuestion, aVote, rig } from '../rig.ts';

const settings = (env: Record<string, string>): Partial<App> => ({ config: () => loadConfig(env) });
const c1 = { platform: 'slack', channel: 'C1' };
const inDirect = { address: { platform: 'slack', workspace: 'T1', channel: 'D1', thread: null } };

/** Everything that searches or writes, gone: whoever calls it fails. */
const nothingAnswers: Partial<App> = {
  answering: { answer: () => Promise.reject(new Error('nobody may be asked')) },
};

async function replyTo({ conversations, platform, reaches }: Awaited<ReturnType<typeof rig>>, over = {}) {
  const question = aQuestion(over);
  await conversations.handlers().onQuestion(question);
  const row = await reaches(question, 'delivered');
  const reply = platform.replies.find(({ deliveryId }) => deliveryId === row.id);
  return { question, row, reply };
}

describe('the switch for all chats', () => {
  test('off gives each question one notice and asks nobody', async () => {
    const room = await rig({ ...settings({ DOCENT_ANSWERING: 'off' }), ...nothingAnswers });
    for (const kind of ['mention', 'direct', 'command'] as const) {
      const { reply } = await replyTo(room, { kind });
      expect(reply).toMatchObject({ kind: 'notice', text: wording.paused });
    }
    expect(room.platform.replies).toHaveLength(3);
    expect(await room.app.feedback.answers()).toEqual([]);
  });

  test('holds from the next question on', async () => {
    let env: Record<string, string> = {};
    const room = await rig({ config: () => loadConfig(env) });
    expect((await replyTo(room)).reply?.kind).toBe('answer');
    env = { DOCENT_ANSWERING: 'off' };
    expect((await replyTo(room)).reply?.kind).toBe('notice');
    env = {};
    expect((await replyTo(room)).reply?.kind).toBe('answer');
  });
});

describe('a channel', () => {
  test('that is off gets a notice and asks nobody, while direct messages are answered', async () => {
    const room = await rig();
    await setChannel(room.app, c1, { mode: 'off', collections: null, models: null });
    expect((await replyTo(room)).reply).toMatchObject({ kind: 'notice', text: wording.notHere });
    const direct = await replyTo(room, { kind: 'direct', ...inDirect });
    expect(direct.reply?.kind).toBe('answer');
    expect(await room.app.feedback.answers()).toHaveLength(1);
  });

  test('that suggests keeps the answer for curators and tells the member that somebody will look', async () => {
    const room = await rig();
    await setChannel(room.app, c1, { mode: 'suggest', collections: null, models: null });
    const { reply, row } = await replyTo(room);
    expect(reply).toMatchObject({ kind: 'notice', text: wording.suggested });
    expect(await room.app.feedback.answers()).toMatchObject([
      {
        answer: { outcome: 'answered', traceId: row.answer_id },
        delivery: 'kept',
        message: { channel: 'C1' },
      },
    ]);
    // A thumb on the notice says nothing about the answer.
    await room.conversations.handlers().onVote(aVote('msg-1'));
    expect(await room.app.feedback.answers()).toMatchObject([{ votes: { up: 0, down: 0 } }]);
  });

  test('that nobody decided about goes by the setting', async () => {
    const room = await rig({ ...settings({ DOCENT_NEW_CHANNELS: 'suggest' }) });
    expect((await replyTo(room)).reply).toMatchObject({ text: wording.suggested });
    await setChannel(room.app, c1, { mode: 'answer', collections: null, models: null });
    expect((await replyTo(room)).reply?.kind).toBe('answer');
  });

  test('is searched alone for what is named there: neither direct messages nor commands nor other channels find it', async () => {
    const room = await rig();
    await setChannel(room.app, c1, { mode: 'answer', collections: ['default'], models: null });
    expect((await replyTo(room)).reply).toMatchObject({ answer: { outcome: 'answered' } });
    const elsewhere = { address: { platform: 'slack', workspace: 'T1', channel: 'C2', thread: null } };
    const asked = [
      { kind: 'direct', ...inDirect },
      { kind: 'command', ...inDirect },
      { kind: 'command', ...elsewhere },
      { kind: 'mention', ...elsewhere },
    ];
    for (const over of asked)
      expect((await replyTo(room, over)).reply).toMatchObject({ kind: 'notice', text: wording.nothingHere });
    const help = await replyTo(room, { kind: 'direct', ...inDirect, text: 'help' });
    expect(help.reply).toMatchObject({ text: expect.not.stringContaining('Travel') });
    expect((await replyTo(room, { kind: 'command' })).reply).toMatchObject({
      answer: { outcome: 'answered' },
    });

    await setChannel(
      room.app,
      { platform: 'slack', channel: DIRECT },
      { mode: 'answer', collections: ['*'], models: null },
    );
    for (const kind of ['direct', 'command'])
      expect((await replyTo(room, { kind, ...inDirect })).reply).toMatchObject({
        answer: { outcome: 'answered' },
      });
  });

  test('and direct messages have a mode of their own', async () => {
    const room = await rig();
    const direct = { platform: 'slack', channel: DIRECT };
    await setChannel(room.app, direct, { mode: 'off', collections: null, models: null });
    await setChannel(room.app, c1, { mode: 'off', collections: null, models: null });
    expect((await replyTo(room, { kind: 'direct', ...inDirect })).reply).toMatchObject({
      text: wording.notDirect,
    });
    expect((await replyTo(room)).reply).toMatchObject({ text: wording.notHereAtAll });
    expect(await listChannels(room.app.store, 'answer', ['slack', 'discord'])).toMatchObject([
      { platform: 'discord', channel: DIRECT, mode: 'answer', saved: false, asked: 0 },
      { platform: 'slack', channel: 'C1', mode: 'off', asked: 1 },
      { platform: 'slack', channel: DIRECT, mode: 'off', saved: true, asked: 1 },
    ]);
  });

  test('that is bound to collections is answered from those alone', async () => {
    const room = await rig();
    await setChannel(room.app, c1, { mode: 'answer', collections: ['people'], models: null });
    expect((await replyTo(room)).reply).toMatchObject({ answer: { outcome: 'abstained', citations: [] } });
    await setChannel(room.app, c1, { mode: 'answer', collections: ['default'], models: null });
    expect((await replyTo(room)).reply).toMatchObject({ answer: { outcome: 'answered' } });
  });
});
