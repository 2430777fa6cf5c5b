import type { Store } from '../../store/schema.ts';

/** Drops every entry that cites a passage of the document, inside the transaction that deletes it. */
export async function dropCachedAnswersOf(trx: Store, documentId: string): Promise<void> {
  const passages = trx.selectFrom('passages').select('id').where('document_id', '=', documentId);
  const keys = trx.selectFrom('cache_sources').select('key').where('passage_id', 'in', passages);
  await trx.deleteFrom('cache_entries').where('key', 'in', keys).execute();
  await dropLoose(trx);
}

/** Drops what belongs to entries that are gone. What hits saved stays counted. */
export async function dropLoose(trx: Store): Promise<void> {
  for (const table of ['cache_sources', 'cache_vectors', 'cache_evidence', 'cache_votes'] as const)
    await trx
      .deleteFrom(table)
      .where('key', 'not in', trx.selectFrom('cache_entries').select('key'))
      .execute();
}
