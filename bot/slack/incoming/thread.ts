import { z } from 'zod';
import type { ChatTurn } from '../../../core/ports/chat-platform.ts';
import type { SlackClients } from '../connection/client.ts';
import type { Identity } from '../connection/identity.ts';
import type { NameOf } from '../text/decode.ts';
import { slackLimits } from '../text/limits.ts';
import { attachment, wordsOf } from './contents.ts';

const message = z.object({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
  text: z.string().default(''),
  attachments: z.array(attachment).optional(),
  metadata: z
    .object({
      event_type: z.string().optional(),
      event_payload: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});
const page = z.object({
  messages: z.array(message).default([]),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** A message of a thread, as far as Docent reads it. */
export type ThreadMessage = z.infer<typeof message>;

/** What marks Docent's own messages; `delivery_id` and `part` find a message whose posting had no answer. */
export const replyEvent = 'docent_reply';

/** The thread's messages, oldest first, between two times; rejects like the client. At most five pages are read. */
export async function readThread(
  { read }: SlackClients,
  where: { channel: string; ts: string; oldest?: string; latest?: string },
): Promise<ThreadMessage[]> {
  const found: ThreadMessage[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < slackLimits.pages; pages += 1) {
    const answer = await read.conversations.replies({
      ...where,
      limit: slackLimits.page,
      include_all_metadata: true,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const { messages, response_metadata } = page.parse(answer);
    found.push(...messages);
    cursor = response_metadata?.next_cursor || undefined;
    if (cursor === undefined) break;
  }
  return found;
}

/**
 * What people and the bot said, oldest first, the last `limit` turns. Of other bots only the message that began the thread
 * counts, which people talk about; a long answer that was posted in parts is one turn.
 */
export function toTurns(
  messages: ThreadMessage[],
  identity: Identity,
  limit: number,
  nameOf?: NameOf,
): ChatTurn[] {
  const turns: (ChatTurn & { delivery: unknown })[] = [];
  for (const message of messages) {
    const { ts, thread_ts, user, bot_id, subtype, metadata } = message;
    const own = user === identity.botUserId || bot_id === identity.botId;
    const isRoot = thread_ts === ts;
    if (!own && !isRoot && (bot_id !== undefined || user === undefined)) continue;
    const isSpoken = subtype === undefined || subtype === 'file_share' || subtype === 'thread_broadcast';
    if (!isSpoken && !(isRoot && subtype === 'bot_message')) continue;
    const plain = wordsOf(message, identity.botUserId, nameOf);
    if (plain === '') continue;
    const delivery =
      metadata?.event_type === replyEvent ? metadata.event_payload?.['delivery_id'] : undefined;
    const last = turns.at(-1);
    if (own && delivery !== undefined && last?.delivery === delivery) last.text += `\n${plain}`;
    else if (own) turns.push({ role: 'assistant', text: plain, messageId: ts, delivery });
    else turns.push({ role: 'user', text: plain, ...(user === undefined ? {} : { userId: user }), delivery });
  }
  return turns.slice(-limit).map(({ delivery: _, ...turn }) => turn);
}
