import { effectiveVote, inEventOrder } from '../../feedback/votes.ts';
import type { Store } from '../../store/schema.ts';
import type { LiveVote } from './fallen.ts';

/** A vote with the time of its answer: what served then is what it speaks of. */
export type TimedVote = LiveVote & { at: string };

/** Standing votes on answers that search had a part in, since a time (ISO 8601), in the order of the answers. */
export async function liveVotes(store: Store, since: string): Promise<TimedVote[]> {
  const rows = await store
    .selectFrom('signals')
    .innerJoin('answers', 'answers.id', 'signals.answer_id')
    .select(['signals.id', 'answer_id', 'user_hash', 'signal', 'polarity', 'retracts', 'emoji', 'message_id'])
    .select(['happened_us', 'signals.created_at', 'answers.created_at as answered_at'])
    .where('answers.created_at', '>=', since)
    .where('answers.outcome', '=', 'answered')
    .where('answers.served_by', 'not in', ['curated', 'small-talk'])
    .where('answers.origin', 'not like', 'eval:%')
    .orderBy('answers.created_at')
    .orderBy('answer_id')
    .execute();
  return [...Map.groupBy(rows, (row) => `${row.answer_id}\n${row.user_hash}`).values()].flatMap(
    (own): TimedVote[] => {
      const [first] = own;
      const vote = effectiveVote(inEventOrder(own));
      if (first === undefined || vote === 0) return [];
      return [{ person: first.user_hash, good: vote > 0, at: first.answered_at }];
    },
  );
}
