import { hashUser } from '../../../core/feedback/votes.ts';
import type { IncomingPress, IncomingReason, IncomingVote } from '../../../core/ports/chat-platform.ts';
import { isoNow } from '../../../core/ports/clock.ts';
import type { UnmatchedSignalsTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { limits } from '../limits.ts';
import { messageOnRecord, replyOfMessage } from '../outbox/messages.ts';

/**
 * Votes and presses under messages that are not on record yet: the platform shows a message, and tells of what people do
 * with it, before the answer to our call is here; after a kill long before.
 */
export type UnmatchedSignals = {
  /** False when the message is on record by now: then the vote is not kept. */
  keepVote(vote: IncomingVote): Promise<boolean>;
  /** The same for the reason of a vote. */
  keepReason(reason: IncomingReason): Promise<boolean>;
  /** False when the reply is delivered by now: then the press is not kept. */
  keepPress(press: IncomingPress): Promise<boolean>;
};

export type UnmatchedSignal = UnmatchedSignalsTable;

/** In place of an offer: the signal is a vote. */
export const VOTE = 'vote';
export const REASON = 'reason';

type Place = Pick<IncomingVote, 'platform' | 'channel' | 'messageId' | 'userId'>;
type Own = Pick<UnmatchedSignal, 'act' | 'event_id'> & Partial<UnmatchedSignal>;

export function createUnmatchedSignals(
  app: Pick<ConversationApp, 'store' | 'clock' | 'random'>,
): UnmatchedSignals {
  const { store, clock, random } = app;

  async function keep(
    at: Place,
    isMatched: (trx: Store) => Promise<boolean>,
    own: (userHash: string) => Own,
  ): Promise<boolean> {
    return store.transaction().execute(async (trx) => {
      if (await isMatched(trx)) return false;
      await prune(trx);
      const userHash = await hashUser({ store: trx, random }, at.platform, at.userId);
      const none = {
        signal: null,
        polarity: null,
        retracts: null,
        emoji: null,
        reason: null,
        comment: null,
        reply_token: null,
        happened_us: null,
      };
      await trx
        .insertInto('unmatched_signals')
        .values({
          // Signals are read in the order of their ids: a vote that was kept counts from when it came.
          id: random.id('sig'),
          ...{ platform: at.platform, channel: at.channel, message_id: at.messageId, user_hash: userHash },
          ...{ ...none, received_at: isoNow(clock) },
          ...own(userHash),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return true;
    });
  }

  /** Most are about messages that never were answers, such as those of other bots. */
  async function prune(trx: Store): Promise<void> {
    const oldest = new Date(clock.now() - limits.unmatchedMs).toISOString();
    await trx.deleteFrom('unmatched_signals').where('received_at', '<', oldest).execute();
    const surplus = trx
      .selectFrom('unmatched_signals')
      .select('id')
      .orderBy('id', 'desc')
      .limit(limits.unmatched)
      .offset(limits.unmatched - 1);
    await trx.deleteFrom('unmatched_signals').where('id', 'in', surplus).execute();
  }

  return {
    keepVote: (vote) =>
      keep(
        vote,
        async (trx) => (await messageOnRecord(trx, vote)) !== undefined,
        () => ({
          ...{ act: VOTE, event_id: vote.eventId, signal: vote.signal, polarity: vote.polarity },
          ...{ retracts: vote.retracts ?? null, emoji: vote.emoji },
          // It counts from when it came, however late it is attached.
          happened_us: Math.round((vote.at ?? clock.now()) * 1000),
        }),
      ),
    keepReason: (given) =>
      keep(
        given,
        async (trx) => (await messageOnRecord(trx, given)) !== undefined,
        () => ({
          ...{ act: REASON, event_id: given.eventId, reason: given.reason, comment: given.comment },
          happened_us: Math.round((given.at ?? clock.now()) * 1000),
        }),
      ),
    keepPress: (press) =>
      keep(
        press,
        async (trx) => {
          const found = await replyOfMessage(trx, press);
          return found !== undefined && found.reply.state !== 'due';
        },
        (userHash) => ({
          act: press.offer,
          // A second press changes nothing.
          event_id: [press.offer, press.channel, press.messageId, userHash].join(':'),
          reply_token: press.replyToken ?? null,
        }),
      ),
  };
}
