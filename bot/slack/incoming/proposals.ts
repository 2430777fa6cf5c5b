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

/** What came of a proposal, as `wording.proposal` says it. */
export type Proposed = 'kept' | 'failed' | 'notYours';

type Chosen = { channel: string; ts: string; userId: string };

/**
 * A message, and where it begins a thread those of all people in it, are proposed as knowledge by whoever looks after the
 * channel: by 📚 under it, or from its menu. Those who wrote are not named.
 */
export function createProposing({ clients, pace, identity, mayDecide, onProposal }: Deps) {
  /** `text` = what the message says, for a channel that the bot cannot read. */
  async function propose({ channel, ts, userId }: Chosen, text: string | null): Promise<Proposed> {
    const botUserId = identity()?.botUserId;
    if (botUserId === undefined) return 'failed';
    if (!(await mayDecide(channel, userId))) return 'notYours';
    const texts = await wordsOfThread({ channel, ts }, botUserId).catch((error: unknown) => {
      if (text === null) throw error;
      return [text];
    });
    const link = await clients.read.chat
      .getPermalink({ channel, message_ts: ts })
      .then(({ permalink }) => permalink ?? null)
      .catch(() => null);
    const place = { platform: platformId, channel, messageId: ts, userId };
    return (await onProposal({ ...place, texts, link })) ? 'kept' : 'failed';
  }

  async function wordsOfThread(at: { channel: string; ts: string }, botUserId: string): Promise<string[]> {
    await pace.turn('conversations.replies');
    const messages = await readThread(clients, at);
    return messages
      .filter(({ user, bot_id }) => user !== undefined && user !== botUserId && bot_id === undefined)
      .map((message) => wordsOf(message, botUserId, () => 'somebody'));
  }

  return {
    /** 📚 by somebody; a mark under the message says that it was taken in. */
    reacted: async (body: unknown): Promise<void> => {
      const event = reaction.safeParse(body).data?.event;
      if (event === undefined || event.user === identity()?.botUserId) return;
      const { channel, ts } = event.item;
      if ((await propose({ channel, ts, userId: event.user }, null)) !== 'kept') return;
      if (!pace.take('reactions.add')) return;
      await clients.once.reactions.add({ channel, timestamp: ts, name: 'inbox_tray' }).catch(() => {});
    },
    chosen: ({ text, ...chosen }: Chosen & { text: string }): Promise<Proposed> => propose(chosen, text),
  };
}
