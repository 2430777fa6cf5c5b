import type { Flag } from '../../core/ports/flags.ts';
import type { LeftOut } from '../../core/ports/left-out.ts';
import type { RevisionSummary } from '../../core/ports/library.ts';
import type { Store } from '../../core/store/schema.ts';

/** All revisions of a document, newest first. */
export async function listRevisions(store: Store, documentId: string): Promise<RevisionSummary[]> {
  const rows = await store
    .selectFrom('revisions')
    .selectAll('revisions')
    .select((eb) =>
      eb
        .selectFrom('revision_passages')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('revision_passages.revision_id', '=', 'revisions.id')
        .as('passages'),
    )
    .where('document_id', '=', documentId)
    .orderBy('number', 'desc')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    state: row.state === 'draft' && row.held === 1 ? 'held' : (row.state as RevisionSummary['state']),
    title: row.title,
    passages: Number(row.passages),
    bytes: row.bytes,
    flags: JSON.parse(row.flags) as Flag[],
    leftOut: row.left_out === null ? null : (JSON.parse(row.left_out) as LeftOut[]),
    reviewedAt: row.reviewed_at,
    reviewedBy: row.reviewed_by,
    createdAt: row.created_at,
    createdBy: row.created_by,
  }));
}

/** A revision's id by its number. */
export async function revisionId(
  store: Store,
  documentId: string,
  number: number,
): Promise<string | undefined> {
  const row = await store
    .selectFrom('revisions')
    .select('id')
    .where('document_id', '=', documentId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.id;
}
