import { expect, onTestFinished, test, vi } from 'vitest';
import { limits } from '../../../bot/conversations/limits.ts';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { createFakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { rig, trains } from '../conversations/rig.ts';
import { hastyClock, platformFor } from './rig.ts';

const patient = { interval: 250 };

test('T-R4 on Discord: one person’s many questions each have one reply, and another’s is not behind them', async () => {
  const room = await rig();
  const { app } = room;
  const { answering: own } = app;
  const held = Promise.withResolvers<void>();
  // The one with many questions meets a model that takes its time.
  Object.assign(app, {
    answering: {
      answer: async (...asked: Parameters<typeof own.answer>) => {
        if (asked[0].text.startsWith('many')) await held.promise;
        return own.answer(...asked);
      },
    },
  });
  const fake = await createFakeDiscord();
  const chat = platformFor(fake, { clock: hastyClock() });
  room.platforms.set('discord', chat);
  onTestFinished(async () => {
    await chat.stop();
    await fake.close();
  });
  await chat.start(room.conversations.handlers());
  await fake.waitFor(() => chat.status().state === 'ready', 'the platform to be ready');

  const taken = limits.waitingEach + limits.parallelEach;
  for (let nth = 0; nth < taken + 3; nth++) fake.mention({ text: `many ${nth}: ${trains}`, user: 'ada' });
  const replies = () => fake.messages().filter(({ author }) => author.id === fake.bot.id);
  const busy = () => replies().filter(({ content }) => content.includes(wording.busy));
  await vi.waitFor(() => expect(busy()).toHaveLength(3), patient);
  fake.mention({ text: trains, user: 'grace' });
  await vi.waitFor(() => expect(replies()).toHaveLength(4), patient);
  held.resolve();
  await vi.waitFor(() => expect(replies()).toHaveLength(taken + 4), patient);
  expect(busy()).toHaveLength(3);
});
