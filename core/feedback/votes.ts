import { createHmac } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';
import { isoNow } from '../ports/clock.ts';
import type { KeptVote, VoteCount, VoteInput } from '../ports/feedback.ts';
import type { Random } from '../ports/random.ts';
import { readMeta } from '../store/meta.ts';
import type { Store } from '../store/schema.ts';
import type { Polarity } from '../types.ts';

type SignalRow = {
  answer_id: string;
  user_hash: string;
  signal: string;
  polarity: number;
  retracts: number | null;
};

/**
 * The vote of one person on one answer after these signals, oldest first: the last explicit one wins. Taking a
 * reaction back restores what still stands: with both thumbs set, removing one leaves the other.
 */
export function effectiveVote(
  signals: readonly Pick<SignalRow, 'signal' | 'polarity' | 'retracts'>[],
): Polarity {
  let given: { signal: string; polarity: Polarity }[] = [];
  for (const { signal, polarity, retracts } of signals) {
    const same = (vote: { signal: string; polarity: Polarity }) => vote.signal === signal;
    if (polarity === 0) {
      given = given.filter((vote) => !(same(vote) && (retracts === null || vote.polarity === retracts)));
      continue;
    }
    const replaced =
      signal === 'reaction'
        ? (vote: { signal: string; polarity: Polarity }) => same(vote) && vote.polarity === polarity
        : same;
    given = [...given.filter((vote) => !replaced(vote)), { signal, polarity: polarity > 0 ? 1 : -1 }];
  }
  return given.at(-1)?.polarity ?? 0;
}

/** Counts effective votes per answer. */
export function countVotes(rows: readonly SignalRow[]): Map<string, VoteCount> {
  const people = new Map<string, SignalRow[]>();
  for (const row of rows) {
    const key = `${row.answer_id}\n${row.user_hash}`;
    people.set(key, [...(people.get(key) ?? []), row]);
  }
  const counts = new Map<string, VoteCount>();
  for (const [key, signals] of people) {
    const vote = effectiveVote(signals);
    const answerId = key.slice(0, key.indexOf('\n'));
    const count = counts.get(answerId) ?? { up: 0, down: 0 };
    if (vote > 0) count.up += 1;
    if (vote < 0) count.down += 1;
    counts.set(answerId, count);
  }
  return counts;
}

/** Signals of these answers, in the order they were recorded. */
export async function signalsOf(store: Store, answerIds: string[]): Promise<SignalRow[]> {
  if (answerIds.length === 0) return [];
  return (
    store
      .selectFrom('signals')
      .select(['answer_id', 'user_hash', 'signal', 'polarity', 'retracts'])
      .where('answer_id', 'in', answerIds)
      // Ids are made in order even when the wall clock steps back.
      .orderBy('id')
      .execute()
  );
}

/** A person's vote on an answer as it stands after a signal. */
export type EffectiveVote = { answerId: string; userHash: string; vote: Polarity };

export type VoteDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  /** What else follows from a vote, in the transaction that stores its signal: both are there or neither is. */
  alongside?: (trx: Store, vote: EffectiveVote) => Promise<void>;
};

/** Appends one signal; false when its event was recorded before or the answer is unknown. */
export async function recordVote(deps: VoteDeps, vote: VoteInput): Promise<boolean> {
  return deps.store.transaction().execute(async (trx) => {
    const userHash = await hashUser({ store: trx, random: deps.random }, vote.platform, vote.userId);
    return appendVote({ ...deps, store: trx }, { ...vote, userHash, id: deps.random.id('sig') });
  });
}

/** As `recordVote`, of a vote that was kept; `store` is the caller's transaction. */
export async function appendVote(
  deps: Pick<VoteDeps, 'store' | 'clock' | 'alongside'>,
  vote: KeptVote,
): Promise<boolean> {
  const { store, clock } = deps;
  const { answerId, userHash } = vote;
  const answer = await store
    .selectFrom('answers')
    .select('id')
    .where('id', '=', vote.answerId)
    .executeTakeFirst();
  if (answer === undefined) return false;
  const result = await store
    .insertInto('signals')
    .values({
      id: vote.id,
      answer_id: vote.answerId,
      platform: vote.platform,
      channel: vote.channel,
      message_id: vote.messageId,
      user_hash: userHash,
      signal: vote.signal,
      polarity: vote.polarity,
      retracts: vote.retracts ?? null,
      reason: null,
      comment: vote.comment ?? null,
      emoji: vote.emoji,
      event_id: vote.eventId,
      created_at: isoNow(clock),
    })
    .onConflict((conflict) => conflict.columns(['platform', 'event_id']).doNothing())
    .executeTakeFirst();
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  const theirs = (await signalsOf(store, [answerId])).filter((signal) => signal.user_hash === userHash);
  await deps.alongside?.(store, { answerId, userHash, vote: effectiveVote(theirs) });
  return true;
}

/** A person's id as it is stored: keyed, so that it cannot be looked up without this store. */
export async function hashUser(
  deps: { store: Store; random: Random },
  platform: string,
  userId: string,
): Promise<string> {
  const key = (await readMeta(deps.store, HASH_KEY)) ?? (await makeHashKey(deps));
  return createHmac('sha256', key).update(`${platform}:${userId}`).digest('hex').slice(0, 32);
}

const HASH_KEY = 'user-hash-key';

/** The first writer's key stands, so that two first votes at once do not hash by two keys. */
async function makeHashKey(deps: { store: Store; random: Random }): Promise<string> {
  const fresh = deps.random.secret(32);
  await deps.store
    .insertInto('meta')
    .values({ key: HASH_KEY, value: fresh })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await readMeta(deps.store, HASH_KEY)) ?? fresh;
}
