import type { Store } from '../../store/schema.ts';

/** A passage of a published document, with its headings. */
export type Passage = { id: number; documentId: string; text: string };

/** All that is published outside these collections, in the order of documents. */
export async function readPassages(store: Store, leftOut: readonly string[]): Promise<Passage[]> {
  let query = store
    .selectFrom('documents')
    .innerJoin('revision_passages', 'revision_passages.revision_id', 'documents.published_revision')
    .innerJoin('passages', 'passages.id', 'revision_passages.passage_id')
    .select(['passages.id', 'passages.document_id', 'documents.title', 'passages.headings', 'passages.text'])
    .orderBy('passages.document_id')
    .orderBy('revision_passages.ordinal');
  if (leftOut.length > 0) query = query.where('documents.collection', 'not in', leftOut);
  const rows = await query.execute();
  return rows.map(({ id, document_id, title, headings, text }) => {
    const above = [title, ...(JSON.parse(headings) as string[])].filter(
      (heading, at, all) => heading.trim() !== '' && all.indexOf(heading) === at && !text.startsWith(heading),
    );
    return {
      id: Number(id),
      documentId: document_id,
      text: [above.join(' › '), text].filter(Boolean).join('\n\n'),
    };
  });
}

/** Questions with the team's own answers. */
export async function readCurated(store: Store): Promise<{ id: string; question: string; answer: string }[]> {
  return store
    .selectFrom('curated_answers')
    .innerJoin('curated_questions', 'curated_questions.curated_id', 'curated_answers.id')
    .select(['id', 'question', 'answer'])
    .orderBy('id')
    .orderBy('ordinal')
    .execute();
}

/** Documents that say nearly the same, as pairs. */
export async function readLikeDocuments(store: Store): Promise<[string, string][]> {
  const rows = await store
    .selectFrom('duplicate_pairs')
    .select(['document_id', 'other_id'])
    .orderBy('document_id')
    .orderBy('other_id')
    .execute();
  return rows.map(({ document_id, other_id }) => [document_id, other_id]);
}
