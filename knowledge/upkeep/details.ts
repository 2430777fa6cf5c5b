import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { DocumentDetails } from '../../core/ports/upkeep.ts';
import type { Store } from '../../core/store/schema.ts';
import { DAY_MS, upkeepLimits } from './limits.ts';

const LONGEST_OWNER = 200;

/** Sets who answers for a document and when it must be looked at; what is left out stays. False when there is none. */
export async function describeDocument(
  store: Store,
  documentId: string,
  { owner, reviewOn }: DocumentDetails,
): Promise<boolean> {
  const { numUpdatedRows } = await store
    .updateTable('documents')
    .set({
      // Something to set, also where nothing changes.
      id: documentId,
      ...(owner === undefined ? {} : { owner: owner?.trim().slice(0, LONGEST_OWNER) || null }),
      ...(reviewOn === undefined ? {} : { review_on: reviewOn }),
    })
    .where('id', '=', documentId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes that a document is still right. A review date that has come moves on by the usual step. */
export async function confirmDocument(
  deps: { store: Store; clock: Clock },
  documentId: string,
): Promise<boolean> {
  const now = isoNow(deps.clock);
  const next = new Date(deps.clock.now() + upkeepLimits.untouchedDays * DAY_MS).toISOString().slice(0, 10);
  return deps.store.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('documents')
      .set({ confirmed_at: now })
      .where('id', '=', documentId)
      .executeTakeFirst();
    await trx
      .updateTable('documents')
      .set({ review_on: next })
      .where('id', '=', documentId)
      .where('review_on', '<=', now.slice(0, 10))
      .execute();
    return numUpdatedRows > 0n;
  });
}

/** A day as people write it into a form: `YYYY-MM-DD`, and it exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
