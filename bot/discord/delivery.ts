import type { Delivered, Posted, Reply } from '../../core/ports/chat-platform.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { type ChannelDeps, createChannelDelivery, type Posting } from './deliver-to-channel.ts';
import { createInteractionDelivery } from './deliver-to-interaction.ts';
import { failureOf, retryOf } from './failure.ts';
import { limits } from './limits.ts';
import { createRecent } from './recent.ts';
import { renderReply } from './render.ts';
import { readTicket } from './reply-token.ts';
import { writtenAt } from './written-at.ts';

/**
 * Delivers replies, each once. This process remembers what it delivered and what it tried; for a question older
 * than the process, a run before it may have answered, so the channel is looked at first.
 */
export function createDelivery(
  deps: ChannelDeps & { clock: Clock },
): (reply: Reply, posted?: Posted) => Promise<Delivered> {
  const { api, clock } = deps;
  const startedAt = clock.now();
  const done = createRecent<Delivered>(limits.remembered);
  const tried = createRecent<true>(limits.remembered);
  const running = new Map<string, Promise<Delivered>>();
  const toChannel = createChannelDelivery(deps);
  const toInteraction = createInteractionDelivery(deps);

  const attempt = async (reply: Reply, posted: Posted): Promise<Delivered> => {
    const { deliveryId, question } = reply;
    const lookFirst = tried.get(deliveryId) === true || writtenAt(question.messageId) < startedAt;
    tried.set(deliveryId, true);
    const posting: Posting = { deliveryId, question, rendered: renderReply(reply), lookFirst, posted };
    const isCommand = question.kind === 'command';
    const delivered = await (isCommand ? answerCommand(posting, reply.further) : toChannel(posting));
    if (delivered.kind === 'delivered') done.set(deliveryId, delivered);
    return delivered;
  };

  const answerCommand = async (posting: Posting, further = false): Promise<Delivered> => {
    const { question } = posting;
    const ticket = readTicket(question.replyToken);
    if (ticket === null) return answerLate(posting);
    const age = clock.now() - writtenAt(question.messageId);
    // What stands in the command's place is its first reply: a further one must not replace it.
    const isOver = further || age >= limits.interactionMs;
    if (isOver && ticket.fresh !== true) return answerLate(posting);
    const delivered = await toInteraction(posting, ticket);
    return delivered.kind === 'expired' ? answerLate(posting) : delivered;
  };

  /** A command that can no longer be answered in its place: the asker gets the answer as a direct message. */
  const answerLate = async (posting: Posting): Promise<Delivered> => {
    const { question } = posting;
    try {
      const channel = (await api.openDirect(question.userId)).id;
      const address = { ...question.address, workspace: 'dm', channel, thread: null };
      return await toChannel({ ...posting, question: { ...question, address } });
    } catch (error) {
      const failure = failureOf(error);
      return retryOf(failure) ?? { kind: 'failed', why: failure.why };
    }
  };

  return (reply, posted = nobody) => {
    const { deliveryId } = reply;
    const known = done.get(deliveryId);
    if (known !== undefined) return Promise.resolve(known);
    const current =
      running.get(deliveryId) ?? attempt(reply, posted).finally(() => running.delete(deliveryId));
    running.set(deliveryId, current);
    return current;
  };
}

const nobody: Posted = async () => {};
