import { RESTJSONErrorCodes } from 'discord.js';
import type { Delivered } from '../../../core/ports/chat-platform.ts';
import type { DiscordApi } from '../connection/api.ts';
import { nonceOf } from '../connection/lookup.ts';
import { buttonRows } from '../votes/buttons.ts';
import type { ChannelDeps, Posting } from './deliver-to-channel.ts';
import { failureOf, retryOf } from './failure.ts';
import { finished } from './finished.ts';
import { findReply } from './reply-place.ts';
import { seedThumbs } from './seed.ts';

/**
 * Shows a reply in messages that stand already, since its question was written anew or it was shown while it was written:
 * they are changed, further parts follow, what is left over goes. Null where those messages are gone. All of it is harmless to repeat.
 */
export async function changeInPlace(
  { api, onMinor }: Pick<ChannelDeps, 'api' | 'onMinor'>,
  { deliveryId, question, rendered, isAstray, posted }: Posting,
  replaces: readonly string[],
): Promise<Delivered | null> {
  const [firstId] = replaces;
  if (firstId === undefined) return null;
  try {
    const place = (await findReply(api, question, firstId))?.channel_id;
    if (place === undefined) return null;
    const messageIds: string[] = [];
    for (const [index, content] of rendered.parts.entries()) {
      const isLast = index === rendered.parts.length - 1;
      const message = { content, components: isLast ? buttonRows(rendered) : [] };
      const id = replaces[index];
      const standing =
        id === undefined
          ? await api.post(place, { ...message, nonce: nonceOf(deliveryId, index) })
          : await api.edit(place, id, message);
      const shown = isAstray ? await finished(api, place, standing, message) : standing;
      messageIds.push(shown.id);
      await posted(shown.id);
      if (isLast && rendered.votable) await seedThumbs({ api, onMinor }, place, shown);
    }
    for (const id of replaces.slice(rendered.parts.length)) await removeMessage(api, place, id);
    return { kind: 'delivered', messageIds };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'refused' && failure.code === RESTJSONErrorCodes.UnknownMessage) return null;
    return retryOf(failure) ?? { kind: 'failed', why: failure.why };
  }
}

/** Deletes a message; one that is gone already is no error. */
export async function removeMessage(
  api: Pick<DiscordApi, 'remove'>,
  channel: string,
  id: string,
): Promise<void> {
  await api.remove(channel, id).catch((error: unknown) => {
    const failure = failureOf(error);
    if (failure.kind !== 'refused' || failure.code !== RESTJSONErrorCodes.UnknownMessage) throw error;
  });
}
