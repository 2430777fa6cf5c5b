import type { Reply } from '../../../core/ports/chat-platform.ts';
import { replyEvent } from '../incoming/thread.ts';
import type { SlackMessage } from '../text/render.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { failureOf, type SlackFailure } from './failure.ts';

/**
 * Writes a reply into the messages of the one before; what is left over of those is deleted. What stands is added to
 * `posted`; a message that is gone is left to be posted anew. The failure where it is worth another attempt.
 */
export function createChangeInPlace({
  clients,
  pace,
  logger,
  streams,
}: Pick<DeliveryDeps, 'clients' | 'pace' | 'logger' | 'streams'>): (
  reply: Reply,
  messages: readonly SlackMessage[],
  posted: Map<number, string>,
) => Promise<SlackFailure | null> {
  return async ({ replaces = [], question, deliveryId }, messages, posted) => {
    const { channel } = question.address;
    for (const [part, ts] of replaces.entries()) {
      const message = messages[part];
      if (posted.has(part)) continue;
      try {
        await streams.stopped(channel, ts, async () => {
          await pace.turn('chat.update');
          if (message === undefined) return clients.once.chat.delete({ channel, ts });
          const { text, blocks } = message;
          const metadata = { event_type: replyEvent, event_payload: { delivery_id: deliveryId, part } };
          return clients.once.chat.update({ channel, ts, text, blocks, metadata });
        });
        if (message !== undefined) posted.set(part, ts);
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'limited') pace.close('chat.update', failure.afterMs);
        if (failure.kind !== 'refused') return failure;
        logger.debug({ why: failure.why }, 'a reply could not be changed in its place');
        // It is posted anew then, and must not stand twice.
        if (failure.code !== 'message_not_found' && message !== undefined)
          await clients.once.chat
            .delete({ channel, ts })
            .catch((error: unknown) => logger.warn({ why: failureOf(error).why }, 'an old reply stays'));
      }
    }
    return null;
  };
}
