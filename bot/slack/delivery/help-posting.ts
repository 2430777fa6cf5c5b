import { z } from 'zod';
import type { Delivered, HelpPost } from '../../../core/ports/chat-platform.ts';
import { replyEvent } from '../incoming/thread.ts';
import { slackLimits } from '../text/limits.ts';
import { renderHelp } from '../text/render.ts';
import { undelivered } from './delivery.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { failureOf, type SlackFailure } from './failure.ts';

const page = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z.object({ event_payload: z.record(z.string(), z.unknown()).optional() }).optional(),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Attempts that this process remembers. */
const REMEMBERED = 1_000;
/** Margin for clocks that differ, in seconds. */
const SKEW_S = 60;

/**
 * Posts questions for people, each once: the message carries its delivery id, and after an attempt of this or an earlier
 * process the channel is searched for it first.
 */
export function createHelpPosting(deps: DeliveryDeps): (post: HelpPost) => Promise<Delivered> {
  const { clients, clock, timings, pace, onFailure } = deps;
  const startedAt = clock.now();
  const tried = new Set<string>();

  /** The message, null where there is none, or why that could not be seen. */
  async function lookUp({ channel, deliveryId, since }: HelpPost): Promise<string | null | SlackFailure> {
    const oldest = String(since / 1_000 - SKEW_S);
    let cursor: string | undefined;
    try {
      for (let pages = 0; pages < slackLimits.pages; pages += 1) {
        await pace.turn('conversations.history');
        const answer = await clients.read.conversations.history({
          ...{ channel, oldest, limit: slackLimits.page, include_all_metadata: true },
          ...(cursor === undefined ? {} : { cursor }),
        });
        const { messages, response_metadata } = page.parse(answer);
        const found = messages.find(
          ({ metadata }) => metadata?.event_payload?.['delivery_id'] === deliveryId,
        );
        if (found !== undefined) return found.ts;
        cursor = response_metadata?.next_cursor || undefined;
        if (cursor === undefined) break;
      }
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  return async (post) => {
    const { deliveryId, channel, since } = post;
    const fail = (failure: SlackFailure): Delivered => {
      onFailure(failure, channel);
      return undelivered(failure, timings.retryMs);
    };
    if (tried.has(deliveryId) || since < startedAt) {
      const found = await lookUp(post);
      if (typeof found === 'string') return { kind: 'delivered', messageIds: [found] };
      // A bot that may never read there posts in any case, as it replies in any case.
      const isBlind = found !== null && !(found.kind === 'refused' && found.code === 'missing_scope');
      if (isBlind) return fail(found);
    }
    tried.add(deliveryId);
    const [oldest] = tried;
    if (tried.size > REMEMBERED && oldest !== undefined) tried.delete(oldest);
    try {
      const { text, blocks } = renderHelp(post);
      const metadata = { event_type: replyEvent, event_payload: { delivery_id: deliveryId, part: 0 } };
      const quiet = { unfurl_links: false, unfurl_media: false };
      await pace.turn('chat.postMessage', channel);
      const answer = await clients.once.chat.postMessage({ channel, text, blocks, ...quiet, metadata });
      return { kind: 'delivered', messageIds: [answer.ts ?? ''] };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'unknown') return fail(failure);
      await clock.sleep(timings.settleMs);
      const found = await lookUp(post);
      return typeof found === 'string' ? { kind: 'delivered', messageIds: [found] } : fail(failure);
    }
  };
}
