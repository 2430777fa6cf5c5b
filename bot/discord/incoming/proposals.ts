import type { APIMessage } from 'discord.js';
import type { IncomingProposal } from '../../../core/ports/chat-platform.ts';
import type { DiscordApi } from '../connection/api.ts';
import { limits } from '../text/limits.ts';
import { type Reader, wordsOf } from '../text/words.ts';
import type { Channels } from './channels.ts';
import type { Reaction } from './incoming.ts';

type Deps = {
  api: Pick<DiscordApi, 'message' | 'messages' | 'react'>;
  channels: Channels;
  botId(): Promise<string>;
  onProposal(proposal: IncomingProposal): Promise<boolean>;
};

/** Whether a reaction proposes its message as knowledge. */
export const isProposal = ({ emoji }: Reaction): boolean => emoji.id === null && emoji.name === '📚';

/**
 * 📚 under a message of a server: its words, and those of the thread that it began, are proposed as knowledge by whoever
 * may manage messages there. Those who wrote are not named. A mark under the message says that it was taken in.
 */
export function createProposing({ api, channels, botId, onProposal }: Deps) {
  return async (reaction: Reaction): Promise<void> => {
    const { channel_id: channelId, message_id: messageId, user_id: userId, guild_id: guildId } = reaction;
    const roles = 'member' in reaction ? (reaction.member?.roles ?? []) : [];
    const self = await botId();
    if (guildId === undefined || userId === self) return;
    if (!channels.mayManage(guildId, channelId, { userId, roles })) return;
    const first = await api.message(channelId, messageId);
    const thread =
      first.thread === undefined ? [] : await api.messages(first.thread.id, { limit: limits.page });
    const reader: Reader = { botId: self, channels };
    const texts = [first, ...thread.toReversed()]
      .filter(({ author }) => author.bot !== true)
      .map((message) => wordsOf(unnamed(message, guildId), reader));
    const { channel } = await channels.address(channelId, guildId);
    const link = `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
    const place = { platform: 'discord', channel, messageId, userId };
    if (await onProposal({ ...place, texts, link }))
      await api.react(channelId, messageId, '📥').catch(() => {});
  };
}

/** Members whom a message names become somebody. */
function unnamed(message: APIMessage, guildId: string): APIMessage & { guild_id: string } {
  const mentions = message.mentions.map((user) => ({
    ...user,
    global_name: 'somebody',
    username: 'somebody',
  }));
  return { ...message, mentions, guild_id: guildId };
}
