import { sql } from 'kysely';
import type { Store } from '../../core/store/schema.ts';

/** Passages with and without vectors of their units: how far encoding is. */
export type Encoded = { done: number; waiting: number };

/** Current passages that the encoder has not read yet, the latest first: what was just taken in is asked about first. */
export async function unencoded(store: Store, encoder: string, limit: number): Promise<number[]> {
  const rows = await store
    .selectFrom('passages')
    .leftJoin('passage_vectors', (join) =>
      join.onRef('passage_vectors.passage_id', '=', 'passages.id').on('passage_vectors.model', '=', encoder),
    )
    .select('passages.id')
    .where('passages.current', '=', 1)
    .where('passage_vectors.passage_id', 'is', null)
    .orderBy('passages.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Keeps packed vectors by passage; a passage that was deleted meanwhile leaves none behind. */
export async function keepUnits(
  store: Store,
  encoder: string,
  units: ReadonlyMap<number, Uint8Array>,
): Promise<void> {
  if (units.size === 0) return;
  await store.transaction().execute(async (trx) => {
    const living = await trx
      .selectFrom('passages')
      .select('id')
      .where('id', 'in', [...units.keys()])
      .execute();
    const rows = living.map(({ id }) => ({
      passage_id: id,
      model: encoder,
      vector: units.get(id) ?? new Uint8Array(),
    }));
    if (rows.length === 0) return;
    await trx
      .insertInto('passage_vectors')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

export async function countEncoded(store: Store, encoder: string): Promise<Encoded> {
  const { rows } = await sql<{ all: number; done: number }>`
    SELECT (SELECT count(*) FROM passages WHERE current = 1) AS "all",
      (SELECT count(*) FROM passages p JOIN passage_vectors v ON v.passage_id = p.id AND v.model = ${encoder}
        WHERE p.current = 1) AS done`.execute(store);
  const [row] = rows;
  const done = Number(row?.done ?? 0);
  return { done, waiting: Math.max(0, Number(row?.all ?? 0) - done) };
}

/** Those of the passages that have vectors. */
export async function encodedAmong(store: Store, encoder: string, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await store
    .selectFrom('passage_vectors')
    .select('passage_id')
    .where('model', '=', encoder)
    .where('passage_id', 'in', ids)
    .execute();
  return rows.map((row) => row.passage_id);
}
