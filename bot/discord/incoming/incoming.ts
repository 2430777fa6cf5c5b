import {
  type APIMessage,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageReactionRemoveAllDispatchData,
  type GatewayMessageReactionRemoveDispatchData,
  type GatewayMessageReactionRemoveEmojiDispatchData,
  MessageType,
} from 'discord.js';
import type {
  ClearedReactions,
  IncomingDeletion,
  IncomingQuestion,
  IncomingVote,
} from '../../../core/ports/chat-platform.ts';
import { isDeleteEmoji, polarityOf } from '../text/emoji.ts';
import { filesOf, postTitle, type Reader, wordsOf } from '../text/words.ts';
import type { Channels } from './channels.ts';

/** A message as the gateway or a catch-up read brings it. */
export type AnyMessage = APIMessage & Pick<GatewayMessageCreateDispatchData, 'guild_id'>;

export type Reaction = GatewayMessageReactionAddDispatchData | GatewayMessageReactionRemoveDispatchData;

/** Where an event stands in the gateway's stream; a replay after a resume has the same. */
export type Position = { session: string; sequence: number };

/** An event that takes reactions from a message: all, or those of one emoji. */
export type Cleared =
  | GatewayMessageReactionRemoveAllDispatchData
  | GatewayMessageReactionRemoveEmojiDispatchData;

const written: readonly MessageType[] = [MessageType.Default, MessageType.Reply];

/**
 * Whether a message asks the bot: a DM, or one that names it or the role that the server made for it. A reply that pings
 * the bot counts as naming it; `@everyone` and other roles do not. Bots are never answered, or two of them would talk for
 * ever.
 */
export function isQuestion(message: AnyMessage, { botId, channels }: Reader): boolean {
  if (message.author.bot === true || message.webhook_id !== undefined) return false;
  if (!written.includes(message.type)) return false;
  const { guild_id: guildId } = message;
  if (guildId === undefined || message.mentions.some(({ id }) => id === botId)) return true;
  const role = message.mention_roles.length === 0 ? null : channels.ownRole(guildId);
  return role !== null && message.mention_roles.includes(role);
}

/** Whether a message of a server calls nobody at all: in a thread it may be meant for the bot all the same. */
export function callsNobody(message: AnyMessage, { botId }: Pick<Reader, 'botId'>): boolean {
  const { author, mentions, mention_roles: roles, mention_everyone: everyone, referenced_message } = message;
  if (author.bot === true || message.webhook_id !== undefined || message.guild_id === undefined) return false;
  if (!written.includes(message.type) || mentions.length > 0 || roles.length > 0 || everyone) return false;
  return referenced_message == null || referenced_message.author.id === botId;
}

export async function questionOf(
  message: AnyMessage,
  reader: Reader & { channels: Channels },
): Promise<IncomingQuestion> {
  const { channels } = reader;
  const { channel_id: channelId, guild_id: guildId, id } = message;
  const title = guildId === undefined ? null : await postTitle(channelId, channels);
  const words = wordsOf(message, reader);
  // A post asks with its title; what is written below it later asks by itself.
  const isPost = id === channelId || words === '';
  const text = title !== null && isPost ? [title, words].filter((one) => one !== '').join('\n\n') : words;
  const unread = filesOf(message);
  return {
    eventId: id,
    address: await channels.address(channelId, guildId),
    messageId: id,
    userId: message.author.id,
    text,
    kind: guildId === undefined ? 'direct' : 'mention',
    ...(unread.length === 0 ? {} : { unread }),
  };
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
  { session, sequence, at }: Position & { at: number },
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
    at,
    ...(type === 'added' ? { polarity } : { polarity: 0, retracts: polarity }),
  };
}

/** The votes that a moderator's clearing takes; null where it takes none. */
export function clearedOf(cleared: Cleared, at: number): ClearedReactions | null {
  const emoji = 'emoji' in cleared ? cleared.emoji : null;
  if (emoji !== null && polarityOf(emoji) === null) return null;
  const { channel_id: channel, message_id: messageId } = cleared;
  return { platform: 'discord', channel, messageId, emoji: emoji?.name ?? null, at };
}
