import { type APIMessage, RESTJSONErrorCodes } from 'discord.js';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { DiscordApi } from '../connection/api.ts';
import { failureOf } from './failure.ts';

/** Discord's ways to say that a message is not there, or not for the bot to see. */
const absent: readonly number[] = [
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
];

/**
 * A message of a reply, with the channel that it stands in: the thread of a mention, which has the mention's id, or where
 * the question stands. Null where it is in neither, or only its asker sees it.
 */
export async function findReply(
  api: Pick<DiscordApi, 'message'>,
  { address, messageId: askedBy, kind }: IncomingQuestion,
  messageId: string,
): Promise<APIMessage | null> {
  const own = address.thread === null && kind === 'mention' ? [askedBy] : [];
  for (const channel of [...own, address.thread ?? address.channel]) {
    try {
      return { ...(await api.message(channel, messageId)), channel_id: channel };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'refused' || !absent.includes(failure.code)) throw error;
    }
  }
  return null;
}
