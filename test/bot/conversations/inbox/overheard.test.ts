import { describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../../../../bot/settings/config.ts';
import { defaultOptions } from '../../../../core/defensive-ux/channel-options.ts';
import { setChannel } from '../../../../core/defensive-ux/channels.ts';
import type { ChatTurn, IncomingQuestion } from '../../../../core/ports/chat-platform.ts';
import { aQuestion, type Rig, rig, trains } from '../rig.ts';

const listening = { config: () => loadConfig({ DOCENT_FOLLOW_UPS: 'on' }) };

/** A thread that began with a question which Docent answered. */
async function aThread(room: Rig): Promise<{ root: IncomingQuestion; turns: ChatTurn[] }> {
  const root = aQuestion();
  await room.conversations.handlers().onQuestion(root);
  await room.reaches(root, 'delivered');
  const turns: ChatTurn[] = [
    { role: 'user', text: trains, userId: 'U1' },
    { role: 'assistant', text: 'Employees book train tickets through the travel desk.' },
  ];
  room.platform.thread = async () => turns;
  return { root, turns };
}

const inThread = (root: IncomingQuestion, over: Partial<IncomingQuestion> = {}): IncomingQuestion =>
  aQuestion({
    address: { ...root.address, thread: root.messageId },
    text: 'and how do employees book train tickets for others?',
    kind: 'follow-up',
    ...over,
  });

const overhear = (room: Rig, message: IncomingQuestion) =>
  room.conversations.handlers().onOverheard?.(message);

/** Nothing of the message is left, and only the thread's first question was replied to. */
async function isLeftAlone(room: Rig, message: IncomingQuestion): Promise<void> {
  await vi.waitFor(async () => expect(await room.row(message)).toBeUndefined());
  expect(room.platform.replies).toHaveLength(1);
  expect(room.platform.acknowledged).not.toContain(message.messageId);
}

describe('a message without a mention', () => {
  test('that asks on in a thread of Docent is answered', async () => {
    const room = await rig(listening);
    const { root } = await aThread(room);
    const followUp = inThread(root);
    await overhear(room, followUp);
    expect((await room.reaches(followUp, 'delivered')).reply?.kind).toBe('answer');
    expect(room.platform.acknowledged).toContain(followUp.messageId);
  });

  test('that is delivered twice is answered once', async () => {
    const room = await rig(listening);
    const { root } = await aThread(room);
    const followUp = inThread(root);
    await Promise.all([overhear(room, followUp), overhear(room, followUp)]);
    await room.reaches(followUp, 'delivered');
    expect(room.platform.replies).toHaveLength(2);
  });

  test('that people say to each other is not kept', async () => {
    const room = await rig(listening);
    const { root, turns } = await aThread(room);
    turns.push({ role: 'user', text: 'I always do that by phone', userId: 'U2' });
    const aside = inThread(root, { text: 'when did you call them?' });
    await overhear(room, aside);
    await isLeftAlone(room, aside);
  });

  test('is not looked at in a thread that Docent has no part in, nor where the settings do not let it', async () => {
    const room = await rig(listening);
    const { root } = await aThread(room);
    const elsewhere = inThread(root, { address: { ...root.address, thread: '99.9' } });
    await overhear(room, elsewhere);
    await isLeftAlone(room, elsewhere);
    const deaf = await rig();
    const other = await aThread(deaf);
    const unheard = inThread(other.root);
    await overhear(deaf, unheard);
    await isLeftAlone(deaf, unheard);
  });

  test('is left alone where the channel answers nothing without a mention, or nothing at all', async () => {
    const room = await rig(listening);
    const { root } = await aThread(room);
    const c1 = { platform: 'slack', channel: 'C1' };
    const rules = { mode: 'answer', collections: null, models: null } as const;
    await setChannel(room.app, c1, { ...rules, options: { ...defaultOptions, unnamed: 'nothing' } });
    const first = inThread(root);
    await overhear(room, first);
    await isLeftAlone(room, first);
    await setChannel(room.app, c1, { ...rules, mode: 'off', options: defaultOptions });
    const second = inThread(root);
    await overhear(room, second);
    await isLeftAlone(room, second);
  });

  test('is left alone among people where the channel keeps to what follows a reply', async () => {
    const room = await rig(listening);
    const { root, turns } = await aThread(room);
    const options = { ...defaultOptions, unnamed: 'after-its-own' } as const;
    await setChannel(
      room.app,
      { platform: 'slack', channel: 'C1' },
      {
        ...{ mode: 'answer', collections: null, models: null, options },
      },
    );
    turns.push({ role: 'user', text: 'I always do that by phone', userId: 'U2' });
    const late = inThread(root);
    await overhear(room, late);
    await isLeftAlone(room, late);
  });

  test('that was heard before a kill is judged by the next process', async () => {
    const room = await rig(listening);
    const { root } = await aThread(room);
    room.platforms.clear();
    const followUp = inThread(root);
    await overhear(room, followUp);
    await room.conversations.stop();
    room.platforms.set('slack', room.platform);
    await room.restarted().resume('slack');
    expect((await room.reaches(followUp, 'delivered')).reply?.kind).toBe('answer');
  });
});
