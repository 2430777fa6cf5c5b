import { messageOf } from '../../../core/errors.ts';
import { hashUser } from '../../../core/feedback/votes.ts';
import type { IncomingPress, Offer } from '../../../core/ports/chat-platform.ts';
import { isReason } from '../../../core/ports/signal-kinds.ts';
import type { Polarity } from '../../../core/types.ts';
import type { ConversationApp } from '../conversation-app.ts';
import { type FoundReply, messageOnRecord, replyOfMessage } from '../outbox/messages.ts';
import { REASON, type UnmatchedSignal, VOTE } from './unmatched-signals.ts';

/** Matches what was kept with messages that are on record now. Nothing is lost by a failure: the next start tries again. */
export type AttachSignals = {
  /** Counts the votes that wait for these messages of a platform. */
  votes(platform: string, messageIds: readonly string[]): Promise<void>;
  /** Counts the votes and carries out the presses that wait for these messages; for any, where none is named. */
  all(platform: string, messageIds?: readonly string[]): Promise<void>;
};

type Deps = {
  app: Pick<ConversationApp, 'store' | 'random' | 'log' | 'feedback'>;
  /** Does what a press asks for; nobody is there any more to be told what came of it. */
  carryOut(reply: FoundReply, press: IncomingPress): Promise<unknown>;
};

export function createAttachSignals({ app, carryOut }: Deps): AttachSignals {
  const { store, log } = app;

  async function attachVote(kept: UnmatchedSignal): Promise<void> {
    const message = await messageOnRecord(store, nameOf(kept));
    if (message === undefined) return;
    if (message.answer_id !== null)
      await app.feedback.attach({
        ...nameOf(kept),
        ...{ id: kept.id, answerId: message.answer_id, userHash: kept.user_hash, eventId: kept.event_id },
        ...{ signal: kept.signal === 'button' ? 'button' : 'reaction', emoji: kept.emoji },
        polarity: toPolarity(kept.polarity),
        ...(kept.retracts === null ? {} : { retracts: toPolarity(kept.retracts) }),
        ...(kept.happened_us === null ? {} : { at: kept.happened_us / 1000 }),
      });
    await done(kept);
  }

  async function attachReason(kept: UnmatchedSignal): Promise<void> {
    const message = await messageOnRecord(store, nameOf(kept));
    if (message === undefined) return;
    const { reason } = kept;
    if (message.answer_id !== null && reason !== null && isReason(reason))
      await app.feedback.note({
        ...nameOf(kept),
        ...{ id: kept.id, answerId: message.answer_id, userHash: kept.user_hash, eventId: kept.event_id },
        ...{ signal: 'reason', reason },
        ...(kept.comment === null ? {} : { comment: kept.comment }),
        ...(kept.happened_us === null ? {} : { at: kept.happened_us / 1000 }),
      });
    await done(kept);
  }

  async function attachPress(kept: UnmatchedSignal): Promise<void> {
    const found = await replyOfMessage(store, nameOf(kept));
    if (found === undefined || found.reply.state === 'due') return;
    const { user_id: asker } = found.asked;
    const isAsker = asker !== '' && (await hashUser(app, kept.platform, asker)) === kept.user_hash;
    // Nobody is named whose data was deleted.
    if (asker !== '')
      await carryOut(found, {
        ...nameOf(kept),
        ...{ userId: isAsker ? asker : '', offer: kept.act as Offer },
        ...(kept.reply_token === null ? {} : { replyToken: kept.reply_token }),
      });
    await done(kept);
  }

  const attach = (kept: UnmatchedSignal): Promise<unknown> => {
    if (kept.act === VOTE) return attachVote(kept);
    return kept.act === REASON ? attachReason(kept) : attachPress(kept);
  };

  const done = (kept: UnmatchedSignal) =>
    store.deleteFrom('unmatched_signals').where('id', '=', kept.id).execute();

  async function each(rows: UnmatchedSignal[]): Promise<void> {
    for (const kept of rows)
      await attach(kept).catch((error: unknown) =>
        log.warn({ act: kept.act, error: messageOf(error) }, 'an early signal is attached by the next start'),
      );
  }

  const waiting = (platform: string) =>
    store.selectFrom('unmatched_signals').selectAll().where('platform', '=', platform).orderBy('id');

  return {
    async votes(platform, messageIds) {
      await each(
        await waiting(platform)
          .where('message_id', 'in', messageIds)
          .where('act', 'in', [VOTE, REASON])
          .execute(),
      );
    },
    async all(platform, messageIds) {
      const known = store.selectFrom('reply_messages').select('message_id').where('platform', '=', platform);
      await each(
        await waiting(platform)
          .where('message_id', 'in', messageIds ?? known)
          .execute(),
      );
    },
  };
}

const nameOf = ({ platform, channel, message_id }: UnmatchedSignal) => ({
  platform,
  channel,
  messageId: message_id,
});

const toPolarity = (polarity: number | null): Polarity =>
  polarity === null || polarity === 0 ? 0 : polarity > 0 ? 1 : -1;
