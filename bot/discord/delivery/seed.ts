import type { APIMessage } from 'discord.js';
import type { DiscordApi } from '../connection/api.ts';
import { seeds } from '../text/emoji.ts';

/** Thumbs are an invitation: without the permission for them there are still the buttons. */
export async function seedThumbs(
  { api, onMinor }: { api: DiscordApi; onMinor(error: unknown, what: string): void },
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
