import type { Clock } from '../../core/ports/clock.ts';
import type { Flag } from '../../core/ports/flags.ts';
import type { WaitingReview } from '../../core/ports/upkeep.ts';
import type { Store } from '../../core/store/schema.ts';
import { summariesOf } from '../documents/document-list.ts';
import { markReviewed } from '../documents/publishing.ts';

/** Rows of the review list: whoever has more to decide sees the oldest first. */
const MOST = 200;

/** Revisions with flags that nobody has decided about: the published ones, and drafts newer than those. */
function undecided(store: Store) {
  return store
    .selectFrom('revisions')
    .where('flags', '<>', '[]')
    .where('reviewed_at', 'is', null)
    .where('state', 'in', ['draft', 'published'])
    .where((eb) =>
      eb(
        'number',
        '=',
        eb
          .selectFrom('revisions as other')
          .select((inner) => inner.fn.max('other.number').as('number'))
          .whereRef('other.document_id', '=', 'revisions.document_id')
          .where('other.state', '<>', 'superseded'),
      ),
    );
}

/** What waits for a decision, oldest first. */
export async function waitingReviews(store: Store): Promise<WaitingReview[]> {
  const rows = await undecided(store).selectAll().orderBy('created_at').orderBy('id').limit(MOST).execute();
  const documents = new Map(
    (
      await summariesOf(
        store,
        rows.map((row) => row.document_id),
      )
    ).map((document) => [document.documentId, document]),
  );
  return rows.flatMap((row) => {
    const document = documents.get(row.document_id);
    if (document === undefined) return [];
    const state = row.state === 'published' ? 'published' : row.held === 1 ? 'held' : 'draft';
    return {
      document,
      revision: row.number,
      state,
      flags: JSON.parse(row.flags) as Flag[],
      by: row.created_by,
      since: row.created_at,
    };
  });
}

/** The flags of a document's newest revision were looked at and it stays as it is. */
export async function acceptFlags(
  deps: { store: Store; clock: Clock },
  documentId: string,
  by: string,
): Promise<boolean> {
  const row = await undecided(deps.store)
    .select('id')
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  return row !== undefined && (await markReviewed(deps.store, deps, row.id, by));
}
