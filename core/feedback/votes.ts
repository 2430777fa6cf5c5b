import { createHmac } from 'node:crypto';
import type { VoteCount } from '../ports/feedback.ts';
import type { Random } from '../ports/random.ts';
import { isVoteSignal } from '../ports/signal-kinds.ts';
import { readMeta } from '../store/meta.ts';
import type { Store } from '../store/schema.ts';
import type { Polarity } from '../types.ts';

/** What of a signal decides a person's vote. */
export type VoteRow = {
  id?: string;
  signal: string;
  polarity: number;
  retracts: number | null;
  emoji?: string | null;
  message_id?: string | null;
};

type SignalRow = VoteRow & { answer_id: string; user_hash: string };

/** A vote that was not taken back. */
export type StandingSignal = {
  id: string | null;
  signal: string;
  polarity: Polarity;
  emoji: string | null;
  messageId: string | null;
};

/**
 * The votes of one person on one answer that stand after these signals, oldest first. Each reaction is one of its own: a
 * thumb in another skin tone, or under another message of the answer, stands beside the first. A button replaces a button.
 */
export function standingSignals(signals: readonly VoteRow[]): StandingSignal[] {
  let standing: StandingSignal[] = [];
  for (const row of signals) {
    // Reasons, words and deeds are no votes.
    if (!isVoteSignal(row.signal)) continue;
    const { signal, polarity, retracts } = row;
    const emoji = row.emoji == null ? null : row.emoji.replaceAll('\uFE0F', '');
    const messageId = row.message_id ?? null;
    const isHere = (vote: StandingSignal) =>
      vote.signal === signal &&
      (signal !== 'reaction' ||
        messageId === null ||
        vote.messageId === null ||
        vote.messageId === messageId);
    const isSame = (vote: StandingSignal, direction: number | null) =>
      emoji === null || vote.emoji === null
        ? direction === null || vote.polarity === direction
        : vote.emoji === emoji;
    if (polarity === 0) {
      standing = standing.filter((vote) => !(isHere(vote) && isSame(vote, retracts)));
      continue;
    }
    const isReplaced = (vote: StandingSignal) =>
      isHere(vote) && (signal !== 'reaction' || isSame(vote, polarity));
    const id = row.id ?? null;
    const set: StandingSignal = { id, signal, polarity: polarity > 0 ? 1 : -1, emoji, messageId };
    standing = [...standing.filter((vote) => !isReplaced(vote)), set];
  }
  return standing;
}

/**
 * The vote of one person on one answer after these signals, oldest first: the last explicit one wins. Taking a
 * reaction back restores what still stands: with both thumbs set, removing one leaves the other.
 */
export function effectiveVote(signals: readonly VoteRow[]): Polarity {
  return standingSignals(signals).at(-1)?.polarity ?? 0;
}

/** In the order in which people voted: by the platform's time where it gave one, else by that of the record. */
export function inEventOrder<R extends { id: string; happened_us: number | null; created_at: string }>(
  rows: readonly R[],
): R[] {
  let recorded = 0;
  return rows
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map((row) => {
      if (row.happened_us !== null) return { row, at: row.happened_us };
      // Ids are made in order even when the wall clock steps back.
      recorded = Math.max(recorded, Date.parse(row.created_at) * 1000);
      return { row, at: recorded };
    })
    .toSorted((one, other) => one.at - other.at)
    .map(({ row }) => row);
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

/** Signals of these answers, in the order in which people gave them. */
export async function signalsOf(store: Store, answerIds: string[]) {
  if (answerIds.length === 0) return [];
  const rows = await store
    .selectFrom('signals')
    .select(['id', 'answer_id', 'user_hash', 'signal', 'polarity', 'retracts', 'emoji', 'message_id'])
    .select(['happened_us', 'created_at', 'source', 'reason', 'comment'])
    .where('answer_id', 'in', answerIds)
    .execute();
  return inEventOrder(rows);
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
