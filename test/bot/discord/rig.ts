import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createDiscordPlatform, type DiscordPlatform } from '../../../bot/discord/discord-platform.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { createHeard, type Heard } from '../../contracts/chat-platform-rig.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import type { FakeDiscordOptions } from '../../fakes/discord/types.ts';

/** Real time, but waits end soon: back-off and typing renewals without their seconds. */
export const hastyClock = (factor = 100): Clock => ({
  ...systemClock,
  sleep: async (ms, signal) => {
    await delay(ms / factor, undefined, signal === undefined ? {} : { signal });
  },
});

export const platformFor = (
  fake: FakeDiscord,
  overrides: { token?: string; clock?: Clock; apiUrl?: string; readsThreads?: boolean } = {},
): DiscordPlatform =>
  createDiscordPlatform({
    token: fake.token,
    apiUrl: fake.apiUrl,
    clock: systemClock,
    random: systemRandom,
    logger: pino({ level: 'silent' }),
    ...overrides,
  });

export type Rig = {
  fake: FakeDiscord;
  platform: DiscordPlatform;
  heard: Heard;
  /** The question of a message, once the platform has handed it over. */
  question(messageId: string): Promise<IncomingQuestion>;
};

/** A fake and a started platform, gone when the test ends. */
export async function connected(options: FakeDiscordOptions & { clock?: Clock } = {}): Promise<Rig> {
  const { clock, ...rest } = options;
  const fake = await createFakeDiscord(rest);
  const platform = platformFor(fake, clock === undefined ? {} : { clock });
  onTestFinished(async () => {
    await platform.stop();
    await fake.close();
  });
  const heard = createHeard();
  await platform.start(heard.handlers);
  await fake.waitFor(() => platform.status().state === 'ready', 'the platform to be ready');
  const question = (messageId: string) =>
    fake.waitFor(() => heard.questions.find((one) => one.messageId === messageId), 'the question');
  return { fake, platform, heard, question };
}
