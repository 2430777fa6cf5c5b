import type { APIMessage } from 'discord.js';
import { seeds } from '../text/emoji.ts';
import type { ChannelDeps } from './deliver-to-channel.ts';

/** Thumbs are an invitation: without the permission for them there are still the buttons. */
export async function seedThumbs(
  { api, onMinor }: Pick<ChannelDeps, 'api' | 'onMinor'>,
  channelId: string,
  message: APIMessage,
): Promise<void> {
  for (const emoji of seeds) {
    if (message.reactions?.some((one) => one.me && one.emoji.name === emoji)) continue;
    try {
      await api.react(channelId, message.id, emoji);
    } catch (error) {
      onMinor(error, 'thumbs could not be put under an answer');
      return;
    }
  }
}
