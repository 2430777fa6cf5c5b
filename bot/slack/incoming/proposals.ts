import { z } from 'zod';
import type { IncomingProposal } from '../../../core/ports/chat-platform.ts';
import type { SlackClients } from '../connection/client.ts';
import type { Identity } from '../connection/identity.ts';
import type { Pace } from '../pace/pace.ts';
import { wordsOf } from './contents.ts';
import { platformId } from './events.ts';
import { readThread } from './thread.ts';

const reaction = z.object({
  event: z.object({
    type: z.literal('reaction_added'),
    user: z.string(),
    reaction: z.literal('books'),
    item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
  }),
});

type Deps = {
  clients: SlackClients;
  pace: Pace;
  identity(): Identity | null;
  mayDecide(channel: string, userId: string): Promise<boolean>;
  onProposal(proposal: IncomingProposal): Promise<boolean>;
};

/**
 * 📚 under a message: its words, and where it begins a thread those of all people in it, are proposed as knowledge by
 * whoever looks after the channel. Those who wrote are not named. A mark under the message says that it was taken in.
 */
export function createProposing({ clients, pace, identity, mayDecide, onProposal }: Deps) {
  return async (body: unknown): Promise<void> => {
    const event = reaction.safeParse(body).data?.event;
    const self = identity();
    if (event === undefined || self === null || event.user === self.botUserId) return;
    const { channel, ts } = event.item;
    if (!(await mayDecide(channel, event.user))) return;
    await pace.turn('conversations.replies');
    const messages = await readThread(clients, { channel, ts });
    const texts = messages
      .filter(({ user, bot_id }) => user !== undefined && user !== self.botUserId && bot_id === undefined)
      .map((message) => wordsOf(message, self.botUserId, () => 'somebody'));
    const link = await clients.read.chat
      .getPermalink({ channel, message_ts: ts })
      .then(({ permalink }) => permalink ?? null)
      .catch(() => null);
    const place = { platform: platformId, channel, messageId: ts, userId: event.user };
    if (!(await onProposal({ ...place, texts, link })) || !pace.take('reactions.add')) return;
    await clients.once.reactions.add({ channel, timestamp: ts, name: 'inbox_tray' }).catch(() => {});
  };
}
