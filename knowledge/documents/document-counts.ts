import { sql } from 'kysely';
import { joinLeftOut, type LeftOut } from '../../core/ports/left-out.ts';
import type { CollectionSummary, FileSummary } from '../../core/ports/library.ts';
import type { Store } from '../../core/store/schema.ts';

/** Documents of each collection: what can be found now, and uploads that could not be read. */
export async function countByCollection(store: Store): Promise<CollectionSummary[]> {
  const rows = await store
    .selectFrom('documents')
    .select([
      'collection',
      sql<number>`sum(CASE WHEN published_revision IS NOT NULL AND archived_at IS NULL THEN 1 ELSE 0 END)`.as(
        'documents',
      ),
      sql<number>`sum(CASE WHEN status = 'failed' THEN 1 ELSE 0 END)`.as('failed'),
    ])
    .groupBy('collection')
    .orderBy('collection')
    .execute();
  return rows.map(({ collection, documents, failed }) => ({
    collection,
    documents: Number(documents),
    failed: Number(failed),
  }));
}

/** Documents that were made of one file. */
export async function countOfFile(store: Store, collection: string, path: string): Promise<FileSummary> {
  const row = await store
    .selectFrom('documents')
    .select([
      sql<number>`count(*)`.as('documents'),
      sql<number>`sum(CASE WHEN EXISTS (SELECT 1 FROM revisions WHERE revisions.document_id = documents.id
        AND revisions.state = 'draft' AND revisions.held = 1) THEN 1 ELSE 0 END)`.as('held'),
    ])
    .where('collection', '=', collection)
    .where('path', '=', path)
    .where('external_id', 'is not', null)
    .executeTakeFirst();
  const partly = await store
    .selectFrom('documents')
    .innerJoin('revisions', 'revisions.document_id', 'documents.id')
    .select('left_out')
    .where('collection', '=', collection)
    .where('path', '=', path)
    .where('external_id', 'is not', null)
    .where('left_out', '<>', '[]')
    .where(
      sql<boolean>`revisions.number = (SELECT max(number) FROM revisions AS newest WHERE newest.document_id = documents.id)`,
    )
    .execute();
  return {
    documents: Number(row?.documents ?? 0),
    held: Number(row?.held ?? 0),
    leftOut: joinLeftOut(partly.map(({ left_out }) => JSON.parse(left_out ?? '[]') as LeftOut[])),
  };
}
