import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { DiscordPlatform } from '../../../bot/discord/discord-platform.ts';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import { createHeard, type Heard } from '../../contracts/chat-platform-rig.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { aReply } from '../../fixtures/answers.ts';
import { platformFor } from './rig.ts';

type Room = { fake: FakeDiscord; platform: DiscordPlatform; heard: Heard; overheard: IncomingQuestion[] };

/** A bot that reads threads, in an application with or without the intent for it. */
async function listening(messageContent: boolean): Promise<Room> {
  const fake = await createFakeDiscord({ messageContent });
  const platform = platformFor(fake, { readsThreads: true });
  onTestFinished(async () => {
    await platform.stop();
    await fake.close();
  });
  const heard = createHeard();
  const overheard: IncomingQuestion[] = [];
  await platform.start({ ...heard.handlers, onOverheard: async (message) => void overheard.push(message) });
  return { fake, platform, heard, overheard };
}

test('what calls nobody in a thread is handed over with its author, what calls somebody is not', async () => {
  const { fake, platform, heard, overheard } = await listening(true);
  const asked = fake.mention({ text: 'How do I book a train?' });
  await fake.waitFor(() => heard.questions.length === 1, 'the question');
  const [question] = heard.questions;
  if (question === undefined) throw new Error('no question');
  await platform.deliver(aReply(question));
  fake.plainMessage({ channel: asked.id, text: `<@${fake.user('Bea').id}> do you know?` });
  fake.plainMessage({ channel: asked.id, user: 'Bea', text: 'and for guests?' });
  await fake.waitFor(() => overheard.length > 0, 'what was overheard');
  await delay(100);
  expect(overheard).toMatchObject([
    { kind: 'follow-up', text: 'and for guests?', address: { thread: asked.id } },
  ]);
  const turns = await platform.thread(overheard[0] as IncomingQuestion, 10);
  expect(turns.map(({ role, userId }) => [role, userId])).toEqual([
    ['user', fake.user('ada').id],
    ['assistant', undefined],
    ['user', fake.user('ada').id],
  ]);
});

test('what is said outside threads is not handed over', async () => {
  const { fake, overheard } = await listening(true);
  fake.plainMessage({ text: 'how many trains are there?' });
  await delay(200);
  expect(overheard).toEqual([]);
});

test('where the application lacks the intent, the admin reads what to switch on', async () => {
  const { platform } = await listening(false);
  expect(platform.status()).toMatchObject({
    state: 'failing',
    message: expect.stringContaining('Message Content intent'),
  });
});
