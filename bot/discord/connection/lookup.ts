import { createHash } from 'node:crypto';
import type { APIMessage } from 'discord.js';
import { limits } from '../text/limits.ts';
import { isStillWritten } from '../votes/buttons.ts';
import type { DiscordApi } from './api.ts';

/** Discord drops a second message with the same nonce for some minutes; after that, looking is what helps. */
export function nonceOf(deliveryId: string, part: number): string {
  return createHash('sha256').update(`${deliveryId}\n${part}`).digest('base64url').slice(0, limits.nonce);
}

/** The bot's own messages in a channel since the question, oldest first. */
export async function ownSince(
  api: DiscordApi,
  channelId: string,
  questionId: string,
  botId: string,
): Promise<APIMessage[]> {
  const page = await api.messages(channelId, { after: questionId, limit: limits.page });
  return page.filter((message) => message.author.id === botId).reverse();
}

/** A part of an answer, as it was or would be sent. */
export type Part = { content: string; nonce: string; replyTo?: string };

/**
 * Finds a part among the bot's messages. The nonce settles it where Discord gives it back; it may not for old
 * messages, and then the text and what it replies to must be the same.
 */
export function findPart(
  messages: readonly APIMessage[],
  { content, nonce, replyTo }: Part,
): APIMessage | undefined {
  return messages.find((message) => {
    if (message.nonce !== undefined) return String(message.nonce) === nonce;
    const answers = message.message_reference?.message_id;
    return message.content.trim() === content.trim() && (replyTo === undefined || answers === replyTo);
  });
}

/**
 * Finds a part that was begun while the answer was written: in reply to the same message and without final buttons, and further
 * parts by how they begin.
 */
export function findBegun(
  messages: readonly APIMessage[],
  { content, nonce, replyTo }: Part,
  part: number,
): APIMessage | undefined {
  return messages.find((message) => {
    if (message.nonce !== undefined) return String(message.nonce) === nonce;
    const isFinal = (message.components ?? []).length > 0 && !isStillWritten(message);
    if (isFinal || message.content === '') return false;
    return part === 0
      ? message.message_reference?.message_id === replyTo
      : content.startsWith(message.content.trim());
  });
}
