import type { APIMessage } from 'discord.js';
import type { DiscordApi, Outgoing } from '../connection/api.ts';

/**
 * Brings a message to its final words and buttons where it was begun with others: Discord answers a second posting with the
 * same nonce with the first one's message.
 */
export async function finished(
  api: Pick<DiscordApi, 'edit'>,
  channelId: string,
  standing: APIMessage,
  { content, components = [] }: Outgoing,
): Promise<APIMessage> {
  const isFinal =
    standing.content.trim() === content.trim() && (standing.components ?? []).length === components.length;
  return isFinal ? standing : api.edit(channelId, standing.id, { content, components });
}
