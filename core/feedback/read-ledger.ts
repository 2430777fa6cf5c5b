import type { Ledger, LedgerEntry } from '../ports/feedback.ts';
import { isVoteSignal, type OtherSignal, otherSignals } from '../ports/signal-kinds.ts';
import type { Store } from '../store/schema.ts';
import type { Polarity } from '../types.ts';
import { countVotes, inEventOrder, signalsOf } from './votes.ts';

/** What people said and did about an answer, or about a text of the team's own (`curated:` and its id). */
export async function readLedger(store: Store, answerId: string): Promise<Ledger> {
  const rows = inEventOrder(
    await store.selectFrom('signals').selectAll().where('answer_id', '=', answerId).execute(),
  );
  const people = [...new Set(rows.map((row) => row.user_hash))];
  return {
    entries: rows.flatMap((row): LedgerEntry[] => {
      const { id, platform, signal, reason, comment, about } = row;
      // A kind that a later version wrote.
      if (!isVoteSignal(signal) && !isOther(signal)) return [];
      return [
        {
          ...{ id, platform, signal, reason, comment, about },
          person: people.indexOf(row.user_hash) + 1,
          source: row.source === 'implicit' ? 'implicit' : 'explicit',
          polarity: Math.sign(row.polarity) as Polarity,
          at: row.happened_us === null ? row.created_at : new Date(row.happened_us / 1000).toISOString(),
        },
      ];
    }),
    copies: await votesOnCopies(store, answerId),
  };
}

const isOther = (signal: string): signal is OtherSignal => Object.hasOwn(otherSignals, signal);

/** How people voted on answers that gave this one again. */
async function votesOnCopies(store: Store, original: string): Promise<Ledger['copies']> {
  const copies = await store
    .selectFrom('signals')
    .select('answer_id')
    .distinct()
    .where('original', '=', original)
    .execute();
  const ids = copies.map((row) => row.answer_id);
  const counts = [...countVotes(await signalsOf(store, ids)).values()];
  return {
    answers: ids.length,
    up: counts.reduce((sum, { up }) => sum + up, 0),
    down: counts.reduce((sum, { down }) => sum + down, 0),
  };
}
