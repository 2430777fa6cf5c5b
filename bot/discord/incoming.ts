import {
  type APIMessage,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageReactionRemoveDispatchData,
  MessageType,
} from 'discord.js';
import type { IncomingDeletion, IncomingQuestion, IncomingVote } from '../../core/ports/chat-platform.ts';
import type { Channels } from './channels.ts';
import { decodeText } from './decode.ts';
import { isDeleteEmoji, polarityOf } from './emoji.ts';

/** A message as the gateway or a catch-up read brings it. */
export type AnyMessage = APIMessage & Pick<GatewayMessageCreateDispatchData, 'guild_id'>;

export type Reaction = GatewayMessageReactionAddDispatchData | GatewayMessageReactionRemoveDispatchData;

/** Where an event stands in the gateway's stream; a replay after a resume has the same. */
export type Position = { session: string; sequence: number };

const written: readonly MessageType[] = [MessageType.Default, MessageType.Reply];

/**
 * Whether a message asks the bot: a DM, or one that names it. A reply that pings the bot counts as naming it;
 * `@everyone` and roles do not. Bots are never answered, or two of them would talk for ever.
 */
export function isQuestion(message: AnyMessage, botId: string): boolean {
  if (message.author.bot === true || message.webhook_id !== undefined) return false;
  if (!written.includes(message.type)) return false;
  return message.guild_id === undefined || message.mentions.some(({ id }) => id === botId);
}

export async function questionOf(
  message: AnyMessage,
  botId: string,
  channels: Channels,
): Promise<IncomingQuestion> {
  return {
    eventId: message.id,
    address: await channels.address(message.channel_id, message.guild_id),
    messageId: message.id,
    userId: message.author.id,
    text: wordsOf(message, botId, channels),
    kind: message.guild_id === undefined ? 'direct' : 'mention',
  };
}

/** The words of a message, with names in place of ids. */
export function wordsOf(message: APIMessage, botId: string, channels: Pick<Channels, 'nameOf'>): string {
  const nameOf = (id: string): string | null => {
    const user = message.mentions.find((one) => one.id === id);
    return user === undefined ? null : (user.global_name ?? user.username);
  };
  return decodeText(message.content, botId, { user: nameOf, channel: channels.nameOf });
}

/** The wish to take a message of the bot back, or null for a reaction that is none. */
export function deletionOf(
  type: 'added' | 'removed',
  { emoji, user_id: userId, channel_id: channel, message_id: messageId }: Reaction,
  botId: string,
): IncomingDeletion | null {
  if (type !== 'added' || userId === botId || !isDeleteEmoji(emoji)) return null;
  return { platform: 'discord', channel, messageId, userId };
}

/** The vote of a reaction, or null when it is none: another emoji, the bot's own thumbs, someone else's message. */
export function voteOf(
  type: 'added' | 'removed',
  reaction: Reaction,
  botId: string,
  { session, sequence }: Position,
): IncomingVote | null {
  const polarity = polarityOf(reaction.emoji);
  if (polarity === null || reaction.user_id === botId) return null;
  // Only additions name the author, and not always; without it the app knows its own messages.
  const author = 'message_author_id' in reaction ? reaction.message_author_id : undefined;
  if (author !== undefined && author !== botId) return null;
  const { message_id: messageId, user_id: userId, emoji } = reaction;
  return {
    eventId: [type, messageId, userId, emoji.name, session, sequence].join(':'),
    platform: 'discord',
    channel: reaction.channel_id,
    messageId,
    userId,
    signal: 'reaction',
    emoji: emoji.name,
    ...(type === 'added' ? { polarity } : { polarity: 0, retracts: polarity }),
  };
}
