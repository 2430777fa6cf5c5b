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
}: Pick<DeliveryDeps, 'clients' | 'pace' | 'logger'>): (
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
        await pace.turn('chat.update');
        if (message === undefined) {
          await clients.once.chat.delete({ channel, ts });
          continue;
        }
        const { text, blocks } = message;
        const metadata = { event_type: replyEvent, event_payload: { delivery_id: deliveryId, part } };
        await clients.once.chat.update({ channel, ts, text, blocks, metadata });
        posted.set(part, ts);
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'limited') pace.close('chat.update', failure.afterMs);
        if (failure.kind !== 'refused') return failure;
        logger.debug({ why: failure.why }, 'a reply could not be changed in its place');
      }
    }
    return null;
  };
}
