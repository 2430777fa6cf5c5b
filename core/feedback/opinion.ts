import { isVoteSignal } from '../ports/signal-kinds.ts';
import type { Polarity } from '../types.ts';
import { effectiveVote, type VoteRow } from './votes.ts';

/** What one person thinks of an answer: their vote, and why where they said. */
export type Opinion = { vote: Polarity; reason: string | null; comment: string | null };

/**
 * The opinion of one person after these signals, in the order in which they gave them. A reason belongs to a standing
 * vote against: it goes with it when that is taken back or turned round, and the latest one counts.
 */
export function opinionOf(
  signals: readonly (VoteRow & { reason: string | null; comment: string | null })[],
): Opinion {
  const votes: VoteRow[] = [];
  let said: Pick<Opinion, 'reason' | 'comment'> | null = null;
  let vote: Polarity = 0;
  for (const row of signals) {
    if (isVoteSignal(row.signal)) {
      votes.push(row);
      vote = effectiveVote(votes);
      if (vote !== -1) said = null;
      // A comment may come with the vote itself.
      else if (row.reason !== null || row.comment !== null)
        said = { reason: row.reason, comment: row.comment };
    } else if (row.signal === 'reason' && vote === -1) said = { reason: row.reason, comment: row.comment };
  }
  return { vote, reason: said?.reason ?? null, comment: said?.comment ?? null };
}
