import type { Reply } from '../../../core/ports/chat-platform.ts';
import type { RehearsedAct, SentReply } from '../../../core/ports/rehearsal.ts';
import { replyEvent } from '../incoming/thread.ts';
import { isVotable, offerActions, renderReply, type SlackMessage, whyAction } from '../text/render.ts';

/** What `chat.postMessage` is given for one message of a reply, but for the place; `blocks` false = as text alone. */
export function outgoing(reply: Reply, message: SlackMessage, part: number, blocks = true) {
  return {
    text: blocks ? message.text : message.plain,
    ...(blocks ? { blocks: message.blocks } : {}),
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: replyEvent, event_payload: { delivery_id: reply.deliveryId, part } },
  };
}

/** A reply as Slack would be sent it. */
export function sentToSlack(reply: Reply): SentReply {
  const acts = Object.entries(offerActions).map(([offer, id]) => [id, offer as RehearsedAct] as const);
  return {
    messages: renderReply(reply).map((message, part) => ({
      payload: outgoing(reply, message, part),
      thumbs: part === 0 && isVotable(reply),
    })),
    acts: { [whyAction]: 'why', ...Object.fromEntries(acts) },
  };
}
