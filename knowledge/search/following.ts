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
const NEXT = `select here.passage_id as id, behind.passage_id as next from revision_passages here
  inner join documents on documents.published_revision = here.revision_id
  inner join revision_passages behind on behind.revision_id = here.revision_id and behind.ordinal = here.ordinal + 1
  inner join passages own on own.id = here.passage_id
  inner join passages other on other.id = behind.passage_id
  where here.passage_id in (select value from json_each(?)) and other.headings = own.headings`;
