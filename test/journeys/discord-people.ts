import type { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeMessage } from '../fakes/discord/types.ts';

const LOADING = 1 << 7;

/** The bot's visible messages, oldest first. */
export function posts(fake: FakeDiscord): readonly FakeMessage[] {
  return fake
    .messages()
    .filter(({ author, deleted, flags }) => author.id === fake.bot.id && !deleted && (flags & LOADING) === 0);
}

/** The bot's first message after a question: in its thread, in reply to it, or in the same DM. */
export function replyTo(fake: FakeDiscord, asked: FakeMessage): Promise<FakeMessage> {
  const fits = (one: FakeMessage) =>
    BigInt(one.id) > BigInt(asked.id) && (one.replyTo === asked.id || one.channelId === asked.id);
  return fake.waitFor(() => posts(fake).find(fits), `a reply to "${asked.content}"`);
}
