import type { Store } from '../store/schema.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * Deletes signals that were recorded more than so many days before `now` (ms); 0 keeps them for good. Of a person's
 * signals about an answer all go or none, so that no vote is turned round by what is left.
 */
export async function dropOldSignals(store: Store, now: number, days: number): Promise<number> {
  if (days <= 0) return 0;
  const before = new Date(now - days * DAY_MS).toISOString();
  const { numDeletedRows } = await store
    .deleteFrom('signals')
    .where('created_at', '<', before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('signals as later')
            .select('later.id')
            .whereRef('later.answer_id', '=', 'signals.answer_id')
            .whereRef('later.user_hash', '=', 'signals.user_hash')
            .where('later.created_at', '>=', before),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
