import { expect, test } from 'vitest';
import { loadConfig } from '../../../bot/settings/config.ts';
import { setChannel } from '../../../core/defensive-ux/channels.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import type { Outside } from '../../../core/ports/chat-platform.ts';
import { aQuestion, type Rig, rig } from './rig.ts';

// Each test assembles the whole program: on a busy machine that alone takes half a minute.

const place = { platform: 'slack', place: 'C7', channel: 'C7', userId: 'U1' };

function greeted(room: Rig, outside: Outside | null = null) {
  const words: { channel: string; text: string }[] = [];
  room.platform.greet = async (channel, text) => void words.push({ channel, text });
  room.platform.outside = async () => outside;
  const join = (conversations = room.conversations) => conversations.handlers().onJoined?.(place);
  return { words, join };
}

test('a place is greeted once and for ever, with what the documents are about', async () => {
  const room = await rig();
  const { words, join } = greeted(room);
  await Promise.all([join(), join()]);
  await join(room.restarted());
  expect(words).toHaveLength(1);
  expect(words[0]?.channel).toBe('C7');
  expect(words[0]?.text).toContain(wording.welcome);
  expect(words[0]?.text).toContain('Travel');
});

test('a place that may not be written in is not tried again', async () => {
  const room = await rig();
  const { words, join } = greeted(room);
  const greet = room.platform.greet;
  room.platform.greet = async () => {
    throw new Error('not_in_channel');
  };
  await join();
  if (greet !== undefined) room.platform.greet = greet;
  await join();
  expect(words).toEqual([]);
});

test('nobody is greeted where others than the team read along', async () => {
  const room = await rig();
  const { words, join } = greeted(room, 'shared-channel');
  await join();
  expect(words).toEqual([]);
});

test('nobody is greeted where nothing is answered, or where something was asked before', async () => {
  const room = await rig();
  const { words, join } = greeted(room);
  await setChannel(room.app, place, { mode: 'off', collections: null, models: null });
  await join();
  await setChannel(room.app, place, { mode: 'answer', collections: null, models: null });
  const address = { platform: 'slack', workspace: 'T1', channel: 'C7', thread: null };
  const question = aQuestion({ address });
  await room.conversations.handlers().onQuestion(question);
  await join();
  expect(words).toEqual([]);
  const paused = await rig({ config: () => loadConfig({ DOCENT_ANSWERING: 'off' }) });
  const other = greeted(paused);
  await other.join();
  expect(other.words).toEqual([]);
});
