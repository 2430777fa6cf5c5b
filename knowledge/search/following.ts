import { CompiledQuery } from 'kysely';
import type { Store } from '../../core/store/schema.ts';

/** The next passage of each of these in its published revision, by id, where it goes on under the same headings. */
export async function followingIds(store: Store, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await store.executeQuery<{ id: number; next: number }>(
    CompiledQuery.raw(NEXT, [JSON.stringify(ids)]),
  );
  return new Map(rows.map(({ id, next }) => [id, next]));
}

/** As it stands, like all that every search runs. */
const NEXT = `select own.id as id, behind.passage_id as next from passages own
  inner join documents on documents.id = own.document_id
  inner join revision_passages here on here.revision_id = documents.published_revision and here.passage_id = own.id
  inner join revision_passages behind on behind.revision_id = here.revision_id and behind.ordinal = here.ordinal + 1
  inner join passages other on other.id = behind.passage_id
  where own.id in (select value from json_each(?)) and other.headings = own.headings`;
