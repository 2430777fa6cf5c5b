import type { Delivered, Posted as OnPosted, Reply } from '../../../core/ports/chat-platform.ts';
import { readThread, replyEvent, type ThreadMessage } from '../incoming/thread.ts';
import { seeds } from '../text/emoji.ts';
import { slackLimits } from '../text/limits.ts';
import { isVotable, renderReply, type SlackMessage } from '../text/render.ts';
import { createChangeInPlace } from './change-in-place.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { failureOf, type SlackFailure } from './failure.ts';
import { outgoing } from './outgoing.ts';
import { createTellRefused } from './tell-refused.ts';

/** Message times by part; what is missing has not been posted. */
type Posted = Map<number, string>;

/** Deliveries that this process remembers; more are looked up in the thread again. */
const REMEMBERED = 1_000;
/** Postings of one part within one call, when their outcome stays unknown. */
const TRIES = 2;

/**
 * Posts replies into threads, each exactly once. Every message carries its delivery id as metadata; before a
 * first attempt of this process, and after an attempt without answer, the thread is searched for it.
 */
export function createDelivery(
  deps: DeliveryDeps,
): (reply: Reply, onPosted?: OnPosted) => Promise<Delivered> {
  const { clients, clock, logger, timings, pace, streams, onFailure } = deps;
  const tellRefused = createTellRefused(deps);
  const changeInPlace = createChangeInPlace(deps);
  const startedAt = clock.now();
  const remembered = new Map<string, Posted>();
  /** Deliveries with an attempt that Slack gave no answer to. */
  const unsure = new Set<string>();

  const remember = (deliveryId: string): Posted => {
    const posted = remembered.get(deliveryId) ?? new Map<number, string>();
    remembered.delete(deliveryId);
    remembered.set(deliveryId, posted);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    return posted;
  };

  /**
   * Adds what stands in the thread to `posted`, and to `astray` the message that was begun for the answer without anybody
   * hearing of it; the failure if that could not be seen.
   */
  const lookUp = async (
    reply: Reply,
    posted: Posted,
    astray: string[] = [],
  ): Promise<SlackFailure | null> => {
    const { channel, ts } = placeOf(reply);
    // Nobody waits in the channel until there is room again: others are posted meanwhile.
    if (!pace.take('conversations.replies'))
      return { kind: 'limited', afterMs: timings.retryMs, why: 'many threads are being read', untried: true };
    try {
      const oldest = reply.question.messageId;
      for (const message of await readThread(clients, { channel, ts, oldest })) {
        const { ts: at, metadata } = message;
        const payload = metadata?.event_type === replyEvent ? metadata.event_payload : undefined;
        if (payload?.['delivery_id'] === reply.deliveryId) posted.set(Number(payload['part']), at);
        if (reply.isAstray && isEmptyAndOwn(message) && at > oldest && !streams.isOpen(at)) astray.push(at);
      }
      return null;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'limited') pace.close('conversations.replies', failure.afterMs);
      return failure;
    }
  };

  /** Nothing is written into a message before it is on record, so one that nobody knows of is empty. */
  const isEmptyAndOwn = ({ user, text, metadata }: ThreadMessage): boolean =>
    user === deps.botUserId() && text.trim() === '' && metadata?.event_type !== replyEvent;

  const post = async (
    reply: Reply,
    message: SlackMessage,
    part: number,
    blocks: boolean,
  ): Promise<string> => {
    const { channel } = placeOf(reply);
    // What is shown to others answers no message: it stands in the place itself, or in the thread it was asked in.
    const ts = reply.shared === true ? (reply.question.address.thread ?? undefined) : placeOf(reply).ts;
    await pace.turn('chat.postMessage', channel);
    const answer = await clients.once.chat.postMessage({
      channel,
      ...(ts === undefined ? {} : { thread_ts: ts }),
      ...outgoing(reply, message, part, blocks),
    });
    return answer.ts ?? '';
  };

  /** Posts one part; null when it stands, else why not. */
  const settle = async (
    reply: Reply,
    message: SlackMessage,
    part: number,
    posted: Posted,
  ): Promise<SlackFailure | null> => {
    let blocks = true;
    let failure: SlackFailure = { kind: 'unknown', why: 'Slack gave no answer' };
    for (let tries = 0; tries < TRIES; ) {
      try {
        posted.set(part, await post(reply, message, part, blocks));
        return null;
      } catch (error) {
        failure = failureOf(error);
      }
      if (failure.kind === 'refused' && blocks && /block|msg_too_long/.test(failure.code)) {
        logger.warn({ code: failure.code }, 'Slack refused the blocks of an answer; posting plain text');
        blocks = false;
        continue;
      }
      if (failure.kind !== 'unknown') return failure;
      unsure.add(reply.deliveryId);
      tries += 1;
      await clock.sleep(timings.settleMs);
      const blind = await lookUp(reply, posted);
      if (posted.has(part)) return null;
      // Without sight of the thread a second posting may be a second answer: leave it to a later attempt.
      if (blind !== null) return failure;
    }
    return failure;
  };

  /** Thumbs are a help: they are put where Slack's limits leave room, and the buttons serve where they do not. */
  const seed = async (channel: string, timestamp: string): Promise<void> => {
    for (const name of seeds) {
      if (!pace.take('reactions.add', slackLimits.spareReactions)) return;
      try {
        await clients.once.reactions.add({ channel, timestamp, name });
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'limited') pace.close('reactions.add', failure.afterMs);
        const there = failure.kind === 'refused' && failure.code === 'already_reacted';
        if (!there) logger.warn({ why: failure.why }, 'could not put a thumb on an answer');
      }
    }
  };

  return async (reply, onPosted = nobody) => {
    const posted = remember(reply.deliveryId);
    const messages = renderReply(reply);
    const astray: string[] = [];
    const isUnsure = unsure.has(reply.deliveryId) || !isFresh(reply, startedAt) || reply.isAstray === true;
    if (posted.size < messages.length && isUnsure) {
      const failure = await lookUp(reply, posted, astray);
      if (failure !== null && !isSafeUnseen(failure, reply, unsure)) {
        return undelivered(failure, timings.retryMs);
      }
    }
    const replaces = [...(reply.replaces ?? []), ...astray.slice(0, 1)];
    const unchanged = await changeInPlace({ ...reply, replaces }, messages, posted);
    if (unchanged !== null) return undelivered(unchanged, timings.retryMs);
    for (const [part, message] of messages.entries()) {
      const failure = posted.has(part) ? null : await settle(reply, message, part, posted);
      const ts = posted.get(part);
      if (ts !== undefined) await onPosted(ts);
      if (failure === null) continue;
      onFailure(failure, reply.question.address.channel);
      const end = undelivered(failure, timings.retryMs);
      return end.kind === 'failed' ? { ...end, why: await tellRefused(reply, failure) } : end;
    }
    const messageIds = messages.map((_, part) => posted.get(part) ?? '');
    const [first = ''] = messageIds;
    if (isVotable(reply)) await seed(reply.question.address.channel, first);
    return { kind: 'delivered', messageIds };
  };
}

const nobody: OnPosted = async () => {};

/** The thread that a question is answered in: its own, or the one that its message starts. */
export function placeOf({ question }: Pick<Reply, 'question'>): { channel: string; ts: string } {
  const { address, messageId } = question;
  return { channel: address.channel, ts: address.thread ?? messageId };
}

/** Whether no earlier process can have tried: the reply was decided in this one. */
function isFresh({ since }: Reply, startedAt: number): boolean {
  return since !== undefined && since >= startedAt;
}

/**
 * Whether to post although the thread could not be read. A bot that may read no threads at all posts in any case: a second
 * answer after a lost response is better than none.
 */
function isSafeUnseen(failure: SlackFailure, { deliveryId }: Reply, unsure: Set<string>): boolean {
  if (failure.kind === 'refused' && failure.code === 'missing_scope') return true;
  return failure.kind === 'refused' && !unsure.has(deliveryId);
}

/** Refusals that time may mend. */
const passing = new Set([
  'account_inactive',
  'invalid_auth',
  'missing_scope',
  'token_expired',
  'token_revoked',
]);

/** How a failure is told to the caller. */
export function undelivered(failure: SlackFailure, retryMs: number): Delivered {
  if (failure.kind === 'limited') return { ...failure, kind: 'retry' };
  if (failure.kind === 'unknown' || passing.has(failure.code)) {
    return { kind: 'retry', afterMs: retryMs, why: failure.why };
  }
  return { kind: 'failed', why: failure.why };
}
