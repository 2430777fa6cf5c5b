import { type Clock, isoNow } from '../ports/clock.ts';
import type { KeptVote, NoteInput, VoteInput } from '../ports/feedback.ts';
import type { Random } from '../ports/random.ts';
import { COMMENT_LENGTH, otherSignals } from '../ports/signal-kinds.ts';
import type { SignalsTable, Store } from '../store/schema.ts';
import type { Polarity } from '../types.ts';
import { madeBy } from './made-by.ts';
import { effectiveVote, hashUser, inEventOrder, standingSignals } from './votes.ts';

/** A person's vote on an answer as it stands after a signal. */
export type EffectiveVote = { answerId: string; userHash: string; vote: Polarity };

export type LedgerDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  /** What else follows from a vote, in the transaction that stores its signal: both are there or neither is. */
  alongside?: (trx: Store, vote: EffectiveVote) => Promise<void>;
};

/** Appends a vote; false when its event was recorded before or the answer is unknown. */
export async function recordVote(deps: LedgerDeps, vote: VoteInput): Promise<boolean> {
  return deps.store.transaction().execute(async (trx) => {
    const userHash = await hashUser({ store: trx, random: deps.random }, vote.platform, vote.userId);
    return appendVote({ ...deps, store: trx }, { ...vote, userHash, id: deps.random.id('sig') });
  });
}

/** As `recordVote`, of a vote that was kept; `store` is the caller's transaction. */
export async function appendVote(
  deps: Pick<LedgerDeps, 'store' | 'clock' | 'alongside'>,
  vote: KeptVote,
): Promise<boolean> {
  const { store } = deps;
  const { answerId, userHash } = vote;
  const isNew = await append(deps, {
    ...placeOf(vote),
    ...{ id: vote.id, signal: vote.signal, polarity: vote.polarity, retracts: vote.retracts ?? null },
    ...{ emoji: vote.emoji, reason: null, comment: vote.comment ?? null, source: 'explicit' },
    about: vote.polarity === 0 ? await takenBack(store, vote) : null,
  });
  if (!isNew) return false;
  const vote_ = effectiveVote(await signalsBy(store, answerId, userHash));
  await deps.alongside?.(store, { answerId, userHash, vote: vote_ });
  return true;
}

/**
 * Appends a signal that is no vote; false when its event was recorded before, the answer is unknown, or it is read from what
 * somebody did who does not want that. `store` is the caller's transaction, if it has one.
 */
export async function appendNote(
  deps: Pick<LedgerDeps, 'store' | 'clock' | 'random'>,
  note: NoteInput,
): Promise<boolean> {
  const { store, random } = deps;
  const { source, polarity } = otherSignals[note.signal];
  const userHash =
    'userHash' in note ? note.userHash : await hashUser({ store, random }, note.platform, note.userId);
  if (source === 'implicit' && (await isUnwatched(store, userHash))) return false;
  const comment = note.comment?.trim().slice(0, COMMENT_LENGTH) ?? '';
  const vote =
    note.signal === 'reason'
      ? standingSignals(await signalsBy(store, note.answerId, userHash)).at(-1)
      : undefined;
  return append(deps, {
    ...placeOf({ ...note, userHash }),
    ...{ id: note.id ?? random.id('sig'), signal: note.signal, polarity, retracts: null, emoji: null },
    ...{ source, reason: note.reason ?? null, comment: comment === '' ? null : comment },
    about: vote?.polarity === -1 ? vote.id : null,
  });
}

type Own = Omit<SignalsTable, 'made_by' | 'original' | 'created_at' | 'source'> & { source: string };

async function append({ store, clock }: Pick<LedgerDeps, 'store' | 'clock'>, row: Own): Promise<boolean> {
  const made = await madeBy(store, row.answer_id);
  if (made === undefined) return false;
  const result = await store
    .insertInto('signals')
    .values({
      ...row,
      ...{ original: made.original, made_by: JSON.stringify(made.madeBy), created_at: isoNow(clock) },
    })
    .onConflict((conflict) => conflict.columns(['platform', 'event_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

type Placed = Pick<
  KeptVote,
  'answerId' | 'platform' | 'channel' | 'messageId' | 'userHash' | 'eventId' | 'at'
>;

const placeOf = (signal: Placed) => ({
  ...{ answer_id: signal.answerId, platform: signal.platform, channel: signal.channel },
  ...{ message_id: signal.messageId, user_hash: signal.userHash, event_id: signal.eventId },
  happened_us: signal.at === undefined ? null : Math.round(signal.at * 1000),
});

/** The id of the vote that a taking back is about; null where it is not on record. */
async function takenBack(store: Store, vote: KeptVote): Promise<string | null> {
  const before = await signalsBy(store, vote.answerId, vote.userHash);
  const { signal, polarity, retracts = null, emoji, messageId: message_id } = vote;
  const after = standingSignals([...before, { signal, polarity, retracts, emoji, message_id }]);
  const left = new Set(after.map(({ id }) => id));
  return standingSignals(before).findLast(({ id }) => !left.has(id))?.id ?? null;
}

async function signalsBy(store: Store, answerId: string, userHash: string) {
  const rows = await store
    .selectFrom('signals')
    .select(['id', 'signal', 'polarity', 'retracts', 'emoji', 'message_id', 'happened_us', 'created_at'])
    .where('answer_id', '=', answerId)
    .where('user_hash', '=', userHash)
    .execute();
  return inEventOrder(rows);
}

async function isUnwatched(store: Store, userHash: string): Promise<boolean> {
  const row = await store
    .selectFrom('unwatched_people')
    .select('user_hash')
    .where('user_hash', '=', userHash)
    .executeTakeFirst();
  return row !== undefined;
}
