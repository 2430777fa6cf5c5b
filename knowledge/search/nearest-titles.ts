import type { Store } from '../../core/store/schema.ts';
import type { NearestDocument } from '../../core/types.ts';

/** Titles that are compared: the most lately changed ones of large collections. */
export const COMPARED_TITLES = 2_000;

/** Whose titles are compared: of these collections, or of the documents with one of these passages. */
export type TitleScope = { collections?: string[]; excludeCollections?: string[]; passages?: number[] };

/**
 * Documents whose titles look most like the question, by shared letter triples (Dice). Serves a question of
 * which the index knows no word: a typo still finds its title, and there is always something to name.
 */
export async function nearestTitles(
  store: Store,
  text: string,
  limit: number,
  scope: TitleScope,
): Promise<NearestDocument[]> {
  let query = store
    .selectFrom('documents')
    .select(['id', 'external_id', 'title', 'path'])
    .where('published_revision', 'is not', null)
    .orderBy('updated_at', 'desc')
    .orderBy('path')
    .limit(COMPARED_TITLES);
  if (scope.collections !== undefined) query = query.where('collection', 'in', scope.collections);
  if (scope.excludeCollections !== undefined)
    query = query.where('collection', 'not in', scope.excludeCollections);
  const { passages } = scope;
  if (passages !== undefined)
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('passages').select('document_id').where('passages.id', 'in', passages),
    );
  const asked = triples(text);
  return (await query.execute())
    .map((row) => ({ row, likeness: dice(asked, triples(row.title)) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, limit)
    .map(({ row }) => ({
      documentId: row.id,
      externalId: row.external_id,
      title: row.title,
      path: row.path,
    }));
}

function triples(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) => {
      const padded = ` ${word} `;
      return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3));
    }),
  );
}

function dice(a: Set<string>, b: Set<string>): number {
  if (a.size + b.size === 0) return 0;
  let shared = 0;
  for (const triple of a) if (b.has(triple)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
