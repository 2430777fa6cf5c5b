import type { Store } from '../store/schema.ts';
import type { Answer } from '../types.ts';
import type { Source } from './sources.ts';

/**
 * The sources that the answer's search found; null when it was not searched (refused before, served from elsewhere).
 * An answer names passages by id: the store knows their documents and headings. One that was deleted since still
 * counts by its title.
 */
export async function retrievedSources(store: Store, answer: Answer): Promise<Source[] | null> {
  if (answer.retrieved === null) return null;
  const { passages } = answer.retrieved;
  const ids = passages.map((passage) => Number(passage.passageId)).filter(Number.isSafeInteger);
  const rows =
    ids.length === 0
      ? []
      : await store
          .selectFrom('passages')
          .innerJoin('documents', 'documents.id', 'passages.document_id')
          .select(['documents.id', 'external_id', 'title', 'path', 'headings'])
          .where('passages.id', 'in', ids)
          .execute();
  return [
    ...rows.map((row) => ({
      documentId: row.id,
      externalId: row.external_id,
      title: row.title,
      path: row.path,
      headings: JSON.parse(row.headings) as string[],
    })),
    ...answer.citations,
    ...answer.nearest.map((document) => ({ ...document, headings: [] })),
    ...passages.map(({ title }) => ({ documentId: null, externalId: null, title, path: null, headings: [] })),
  ];
}
