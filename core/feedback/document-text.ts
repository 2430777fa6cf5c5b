import type { Store } from '../store/schema.ts';
import { sha256Hex } from '../text/hashes.ts';

/** Digest of a document's published text: equal while the text is the same, whatever its revision. Null = nothing is published. */
export async function publishedText(store: Store, documentId: string): Promise<string | null> {
  const rows = await store
    .selectFrom('documents')
    .innerJoin('revision_passages', 'revision_passages.revision_id', 'documents.published_revision')
    .innerJoin('passages', 'passages.id', 'revision_passages.passage_id')
    .select('passages.hash')
    .where('documents.id', '=', documentId)
    .orderBy('revision_passages.ordinal')
    .execute();
  return rows.length === 0 ? null : sha256Hex(rows.map(({ hash }) => hash).join('\n'));
}
