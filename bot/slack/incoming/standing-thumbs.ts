import { z } from 'zod';
import type { StandingThumb } from '../../../core/ports/chat-platform.ts';
import type { SlackClients } from '../connection/client.ts';
import { type AskDeps, askSlack } from '../pace/ask.ts';
import { voteOf } from '../text/emoji.ts';

const reactions = z.array(z.object({ name: z.string(), users: z.array(z.string()).default([]) }));

/**
 * The thumbs under a message, without the bot's own; null where Slack does not tell of it (it is gone, or only one person
 * sees it). Rejects where it is worth asking again.
 */
export async function standingThumbs(
  { clients, botUserId, ...deps }: AskDeps & { clients: Pick<SlackClients, 'read'>; botUserId: string },
  channel: string,
  timestamp: string,
): Promise<StandingThumb[] | null> {
  const asked = await askSlack(deps, 'reactions.get', () =>
    clients.read.reactions.get({ channel, timestamp, full: true }),
  );
  if ('failure' in asked) {
    if (asked.failure.kind === 'refused') return null;
    throw new Error(asked.failure.why);
  }
  const standing = reactions.parse(asked.answer.message?.reactions ?? []);
  return standing.flatMap(({ name, users }) => {
    const polarity = voteOf(name);
    if (polarity === null) return [];
    const people = users.filter((user) => user !== botUserId);
    return people.map((userId) => ({ userId, emoji: name, polarity }));
  });
}
