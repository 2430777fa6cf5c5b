import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../../../core/ports/clock.ts';
import type { SlackClients } from '../connection/client.ts';
import { failureOf } from '../delivery/failure.ts';
import type { Pace } from '../pace/pace.ts';
import { platformId } from './events.ts';

const opened = z.object({
  event: z.object({
    type: z.literal('app_home_opened'),
    tab: z.string(),
    channel: z.string(),
    user: z.string(),
  }),
});

type Deps = {
  clients: SlackClients;
  clock: Clock;
  logger: Logger;
  pace: Pace;
  suggest(place: { platform: string; channel: string; userId: string }): Promise<string[]>;
};

const METHOD = 'assistant.threads.setSuggestedPrompts';
/** What Slack shows of them; characters of a title. */
const PROMPTS = 4;
const TITLE = 75;
/** Somebody who opens the messages again within this sees what was suggested before. */
const AGAIN_MS = 10 * 60_000;
const REMEMBERED = 1_000;

/** Suggests questions that the documents answer to whoever opens the bot's messages; never rejects. */
export function createOpened({ clients, clock, logger, pace, suggest }: Deps) {
  const suggested = new Map<string, number>();

  return async (body: unknown): Promise<void> => {
    const parsed = opened.safeParse(body);
    if (!parsed.success || parsed.data.event.tab !== 'messages') return;
    const { channel, user: userId } = parsed.data.event;
    if ((suggested.get(channel) ?? 0) > clock.monotonic()) return;
    const questions = (await suggest({ platform: platformId, channel, userId })).slice(0, PROMPTS);
    if (questions.length === 0 || !pace.take(METHOD)) return;
    suggested.set(channel, clock.monotonic() + AGAIN_MS);
    const [oldest] = suggested.keys();
    if (suggested.size > REMEMBERED && oldest !== undefined) suggested.delete(oldest);
    try {
      // With a thread an agent's prompts would be shown nowhere.
      await clients.once.assistant.threads.setSuggestedPrompts({
        channel_id: channel,
        prompts: questions.map((question) => ({ title: shortened(question), message: question })),
      });
    } catch (error) {
      const failure = failureOf(error);
      suggested.delete(channel);
      if (failure.kind === 'limited') pace.close(METHOD, failure.afterMs);
      logger.debug({ why: failure.why }, 'no questions suggested');
    }
  };
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= TITLE ? text : `${characters.slice(0, TITLE - 1).join('')}…`;
}
