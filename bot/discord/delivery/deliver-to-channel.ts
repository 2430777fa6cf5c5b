import { type APIMessage, RESTJSONErrorCodes } from 'discord.js';
import type { Delivered, IncomingQuestion, Posted } from '../../../core/ports/chat-platform.ts';
import type { DiscordApi } from '../connection/api.ts';
import { findBegun, findPart, nonceOf, ownSince, type Part } from '../connection/lookup.ts';
import type { Channels } from '../incoming/channels.ts';
import { limits } from '../text/limits.ts';
import type { Rendered } from '../text/render.ts';
import { buttonRows } from '../votes/buttons.ts';
import { type Failure, failureOf, isModerated, retryOf } from './failure.ts';
import { finished } from './finished.ts';
import { seedThumbs } from './seed.ts';

export type Posting = {
  deliveryId: string;
  question: IncomingQuestion;
  rendered: Rendered;
  /** Look for messages of an earlier attempt before posting. */
  lookFirst: boolean;
  /** A message was begun for the answer, and nobody knows whether it stands. */
  isAstray: boolean;
  /** Told of each message as soon as it stands. */
  posted: Posted;
};

export type ChannelDeps = {
  api: DiscordApi;
  channels: Channels;
  /** The bot's own id; asked for where the connection has not told it yet. */
  botId(): Promise<string>;
  /** Something that does not keep the answer from being there. */
  onMinor(error: unknown, what: string): void;
};

/** As `Delivered`, with the refusal as Discord gave it. */
export type Refusable =
  | Exclude<Delivered, { kind: 'failed' }>
  | (Extract<Delivered, { kind: 'failed' }> & { failure: Failure });

/** A place for the answer; `replyTo` is the question where it stands in the same channel. */
export type Spot = { channelId: string; replyTo?: string };

type Outcome = { kind: 'posted'; messageIds: string[] } | { kind: 'stopped'; failure: Failure };

/** Posts an answer into a channel, thread or DM, each part once, whatever gets lost on the way. */
export function createChannelDelivery(deps: ChannelDeps) {
  return async (posting: Posting): Promise<Refusable> => {
    const { question } = posting;
    const beside: Spot = {
      channelId: question.address.thread ?? question.address.channel,
      // A command has no message that could be replied to.
      ...(question.kind === 'command' ? {} : { replyTo: question.messageId }),
    };
    const thread = await openThread(deps, question);
    if (thread.kind === 'stopped') return endOf(thread.failure);
    const first = await post(deps, posting, thread.spot ?? beside);
    // A thread could be started but not written in: the answer goes where the question stands.
    const last =
      first.kind === 'stopped' && thread.spot !== null && mayStandBeside(first.failure)
        ? await post(deps, posting, beside)
        : first;
    if (last.kind === 'stopped') return endOf(last.failure);
    return { kind: 'delivered', messageIds: last.messageIds };
  };

  function endOf(failure: Failure): Refusable {
    return retryOf(failure) ?? { kind: 'failed', why: failure.why, failure };
  }

  async function post(
    { api, botId }: ChannelDeps,
    { deliveryId, question, rendered, lookFirst, isAstray, posted }: Posting,
    spot: Spot,
  ): Promise<Outcome> {
    const seen = async () => ownSince(api, spot.channelId, question.messageId, await botId());
    const messageIds: string[] = [];
    const pings = rendered.pings === undefined ? {} : { pings: rendered.pings };
    try {
      const earlier = lookFirst ? await seen() : [];
      for (const [index, content] of rendered.parts.entries()) {
        const part: Part = {
          content,
          nonce: nonceOf(deliveryId, index),
          ...(index === 0 && spot.replyTo !== undefined ? { replyTo: spot.replyTo } : {}),
        };
        const isLast = index === rendered.parts.length - 1;
        const rows = isLast ? buttonRows(rendered) : [];
        const buttons = rows.length === 0 ? {} : { components: rows };
        const standing =
          findPart(earlier, part) ??
          (isAstray ? findBegun(earlier, part, index) : undefined) ??
          (await api
            .post(spot.channelId, { ...part, ...buttons, ...(index === 0 ? pings : {}) })
            .catch((error: unknown) => afterLoss(error, part, seen)));
        const message = isAstray
          ? await finished(api, spot.channelId, standing, { content, components: rows })
          : standing;
        messageIds.push(message.id);
        await posted(message.id);
        if (isLast && rendered.votable) await seedThumbs(deps, spot.channelId, message);
      }
      return { kind: 'posted', messageIds };
    } catch (error) {
      return { kind: 'stopped', failure: failureOf(error) };
    }
  }

  /** The call may have been carried out although it failed: then the message stands in the channel. */
  async function afterLoss(
    error: unknown,
    part: Part,
    seen: () => Promise<APIMessage[]>,
  ): Promise<APIMessage> {
    if (failureOf(error).kind !== 'unknown') throw error;
    const found = findPart(await seen(), part);
    if (found === undefined) throw error;
    return found;
  }
}

/** A thread that takes nothing leaves the place beside the question; the words themselves are refused there, too. */
const mayStandBeside = (failure: Failure): boolean => failure.kind === 'refused' && !isModerated(failure);

/** The thread for a mention in a channel; no spot where the answer belongs beside the question. */
export async function openThread(
  { api, channels, onMinor }: Pick<ChannelDeps, 'api' | 'channels' | 'onMinor'>,
  { kind, address, messageId, text }: IncomingQuestion,
): Promise<{ kind: 'open'; spot: Spot | null } | { kind: 'stopped'; failure: Failure }> {
  const inline = { kind: 'open', spot: null } as const;
  if (kind !== 'mention' || address.thread !== null) return inline;
  if (!(await channels.mayStartThread(address.channel))) return inline;
  try {
    return {
      kind: 'open',
      spot: { channelId: (await api.startThread(address.channel, messageId, nameOf(text))).id },
    };
  } catch (error) {
    const failure = failureOf(error);
    // A thread has the id of the message it was started from.
    const existing: Spot = { channelId: messageId };
    if (failure.kind === 'refused') {
      if (failure.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)
        return { kind: 'open', spot: existing };
      onMinor(error, 'no thread could be started; the answer goes beside the question');
      return inline;
    }
    if (failure.kind !== 'unknown') return { kind: 'stopped', failure };
    const stands = await api.channel(messageId).then(
      () => true,
      () => false,
    );
    return stands ? { kind: 'open', spot: existing } : { kind: 'stopped', failure };
  }
}

/** The thread is named for its question. */
function nameOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  if (line === '') return 'Docent';
  return characters.length <= limits.threadName / 2
    ? line
    : `${characters.slice(0, limits.threadName / 2 - 1).join('')}…`;
}
