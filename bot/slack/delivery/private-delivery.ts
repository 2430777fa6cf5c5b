import { messageOf } from '../../../core/errors.ts';
import type { Delivered, Posted, Reply } from '../../../core/ports/chat-platform.ts';
import { renderReply, type SlackMessage } from '../text/render.ts';
import { undelivered } from './delivery.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { failureOf, isTokenFailure, type SlackFailure } from './failure.ts';

/** Commands whose answer is on its way or out; older ones are forgotten. */
const REMEMBERED = 200;

/**
 * Answers a command so that only its author sees it. Slack keeps no record of such messages, so a response that
 * got lost is followed by a second posting in the worst case, seen by one person.
 */
export function createPrivateDelivery(
  deps: DeliveryDeps,
): (reply: Reply, onPosted?: Posted) => Promise<Delivered> {
  const { clients, timings, pace, onFailure } = deps;
  const progress = new Map<string, string[]>();

  const started = (deliveryId: string): string[] => {
    const ids = progress.get(deliveryId) ?? [];
    progress.set(deliveryId, ids);
    const [oldest] = progress.keys();
    if (progress.size > REMEMBERED && oldest !== undefined) progress.delete(oldest);
    return ids;
  };

  /** The message's time; `''` for one that went out through the command's own address, which tells none. */
  const post = async ({ question }: Reply, message: SlackMessage): Promise<string | SlackFailure> => {
    const { text, blocks } = message;
    try {
      const { channel, thread } = question.address;
      // Outside a thread the words stand below the question; those about a thread belong in it.
      const to = { channel, user: question.userId, ...(thread === null ? {} : { thread_ts: thread }) };
      await pace.turn('chat.postEphemeral');
      const answer = await clients.once.chat.postEphemeral({ ...to, text, blocks });
      return answer.message_ts ?? '';
    } catch (error) {
      const failure = failureOf(error);
      // The bot is not in that channel, or may not write there: the command's own address still works.
      if (failure.kind !== 'refused' || isTokenFailure(failure)) return failure;
      return (await respond(question.replyToken, message, timings.callMs)) ? '' : failure;
    }
  };

  return async (reply, onPosted) => {
    const ids = started(reply.deliveryId);
    for (const message of renderReply(reply).slice(ids.length)) {
      const posted = await post(reply, message);
      if (typeof posted !== 'string') {
        onFailure(posted, reply.question.address.channel);
        return undelivered(posted, timings.retryMs);
      }
      ids.push(posted);
      if (posted !== '') await onPosted?.(posted);
    }
    return { kind: 'delivered', messageIds: ids.filter((id) => id !== '') };
  };

  async function respond(url: string | undefined, message: SlackMessage, ms: number): Promise<boolean> {
    if (url === undefined) return false;
    // No buttons: a message without a known time has nothing that a vote could be counted on.
    const body = { response_type: 'ephemeral', replace_original: false, text: message.plain };
    try {
      const headers = { 'content-type': 'application/json' };
      const signal = AbortSignal.timeout(ms);
      const options = { method: 'POST', headers, body: JSON.stringify(body), signal } as const;
      return (await fetch(url, { ...options, redirect: 'error' })).ok;
    } catch (error) {
      deps.logger.warn({ why: messageOf(error) }, 'could not answer a command through its own address');
      return false;
    }
  }
}
