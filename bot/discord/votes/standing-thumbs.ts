import type { APIReaction } from 'discord.js';
import type { IncomingQuestion, StandingThumb } from '../../../core/ports/chat-platform.ts';
import type { DiscordApi } from '../connection/api.ts';
import { findReply } from '../delivery/reply-place.ts';
import { polarityOf } from '../text/emoji.ts';
import { limits } from '../text/limits.ts';

type Deps = { api: Pick<DiscordApi, 'message' | 'reactors'>; botId(): Promise<string> };

/** The thumbs that people set under an answer; null where it is gone or only its asker sees it. */
export async function standingThumbs(
  { api, botId }: Deps,
  question: IncomingQuestion,
  messageId: string,
): Promise<StandingThumb[] | null> {
  const message = await findReply(api, question, messageId);
  if (message === null) return null;
  const self = await botId();
  const thumbs: StandingThumb[] = [];
  for (const reaction of message.reactions ?? []) {
    const polarity = polarityOf(reaction.emoji);
    if (polarity === null || isOnlySeed(reaction)) continue;
    const emoji = reaction.emoji.name ?? '';
    for (const userId of await reactors(api, message.channel_id, messageId, emoji))
      if (userId !== self) thumbs.push({ userId, emoji, polarity });
  }
  return thumbs;
}

const isOnlySeed = ({ count, me }: APIReaction): boolean => count <= (me ? 1 : 0);

async function reactors(
  api: Pick<DiscordApi, 'reactors'>,
  channel: string,
  messageId: string,
  emoji: string,
): Promise<string[]> {
  const all: string[] = [];
  for (let pages = 0; pages < limits.reactorPages; pages += 1) {
    const page = await api.reactors(channel, messageId, emoji, all.at(-1));
    all.push(...page.map(({ id }) => id));
    if (page.length < limits.page) break;
  }
  return all;
}
