import { fill, wording } from '../../../core/defensive-ux/wording.ts';
import type { Delivered, Posted, Reply } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { createRecent } from '../connection/recent.ts';
import type { FirstResponses } from '../incoming/first-response.ts';
import { writtenAt } from '../incoming/written-at.ts';
import { limits } from '../text/limits.ts';
import { renderReply } from '../text/render.ts';
import { splitMessage } from '../text/split.ts';
import { changeInPlace } from './change-in-place.ts';
import {
  type ChannelDeps,
  createChannelDelivery,
  type Posting,
  type Refusable,
} from './deliver-to-channel.ts';
import { createInteractionDelivery } from './deliver-to-interaction.ts';
import { failureOf, isModerated, retryOf } from './failure.ts';
import { readTicket } from './reply-token.ts';

/**
 * Delivers replies, each once. This process remembers what it delivered and what it tried; for a question older
 * than the process, a run before it may have answered, so the channel is looked at first.
 */
export function createDelivery(
  deps: ChannelDeps & { clock: Clock; responses: Pick<FirstResponses, 'isOpen'> },
): (reply: Reply, posted?: Posted) => Promise<Delivered> {
  const { api, clock, responses } = deps;
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
    const isAstray = reply.isAstray === true;
    const posting: Posting = {
      ...{ deliveryId, question, rendered: renderReply(reply), posted },
      ...{ lookFirst: lookFirst || isAstray, isAstray },
    };
    const changed = await changeInPlace(deps, posting, reply.replaces ?? []);
    const isCommand = question.kind === 'command' && reply.shared !== true;
    const delivered =
      changed ?? (await (isCommand ? answerCommand(posting, reply.further) : answerMessage(posting)));
    if (delivered.kind === 'delivered') done.set(deliveryId, delivered);
    return delivered;
  };

  /** Where Discord lets no reply stand, the asker gets it as a direct message. */
  const answerMessage = async (posting: Posting): Promise<Delivered> => {
    const beside = await toChannel(posting);
    if (beside.kind !== 'failed' || posting.question.kind === 'direct') return plain(beside);
    const { rendered } = posting;
    const notice = { parts: [wording.blockedThere], votable: false, offers: [] };
    const [first = '', ...others] = rendered.parts;
    const led = { ...rendered, parts: [...splitMessage(`-# ${wording.instead}\n${first}`), ...others] };
    const toShow = isModerated(beside.failure) ? notice : led;
    const direct = await answerDirectly({ ...posting, rendered: toShow });
    if (direct.kind === 'delivered') return { ...direct, instead: beside.why };
    return direct.kind === 'retry' ? direct : plain(beside);
  };

  const answerCommand = async (posting: Posting, further = false): Promise<Delivered> => {
    const { question } = posting;
    const ticket = readTicket(question.replyToken);
    const age = clock.now() - writtenAt(question.messageId);
    // What stands in the command's place is its first reply: a further one must not replace it.
    const isOver = further || age >= limits.interactionMs || !(await responses.isOpen(question.messageId));
    if (ticket === null || (isOver && ticket.fresh !== true))
      return answerElsewhere(posting, ticket?.ephemeral ?? true);
    const delivered = await toInteraction(posting, ticket);
    return delivered.kind === 'expired' ? answerElsewhere(posting, ticket.ephemeral) : delivered;
  };

  /**
   * A command that can no longer be answered in its place: the asker gets a direct message. Where Discord lets none
   * through, the channel hears the answer that it was asked to, else that there is one.
   */
  const answerElsewhere = async (posting: Posting, ephemeral: boolean): Promise<Delivered> => {
    const direct = await answerDirectly(posting);
    if (direct.kind !== 'failed') return direct;
    const { question } = posting;
    const asker = `<@${question.userId}>`;
    const unreachable = { parts: [fill(wording.notReached, { asker })], votable: false, offers: [] };
    const beside = await toChannel(ephemeral ? { ...posting, rendered: unreachable } : posting);
    if (beside.kind === 'failed') return direct;
    return beside.kind === 'delivered' ? { ...beside, instead: direct.why } : beside;
  };

  const answerDirectly = async (posting: Posting): Promise<Delivered> => {
    const { question } = posting;
    try {
      const channel = (await api.openDirect(question.userId)).id;
      const address = { ...question.address, workspace: 'dm', channel, thread: null };
      // There is no message that could be replied to, as for a command.
      const elsewhere = { ...question, address, kind: 'command' as const };
      return plain(await toChannel({ ...posting, question: elsewhere }));
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

function plain(delivered: Refusable): Delivered {
  return delivered.kind === 'failed' ? { kind: 'failed', why: delivered.why } : delivered;
}
