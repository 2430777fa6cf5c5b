import type { Store } from '../../store/schema.ts';

/** What the store has of an entry now: the digest of its answer, and its question's vector in a space. */
export type KeptEntry = { textHash: string; vector: Float32Array | null };

/** Of these entries those that are still there, by key. */
export async function keptEntries(
  store: Store,
  keys: readonly string[],
  model: string,
): Promise<Map<string, KeptEntry>> {
  if (keys.length === 0) return new Map();
  const rows = await store
    .selectFrom('cache_entries')
    .leftJoin('cache_vectors', (join) =>
      join.onRef('cache_vectors.key', '=', 'cache_entries.key').on('cache_vectors.model', '=', model),
    )
    .select(['cache_entries.key', 'cache_entries.text_hash', 'cache_vectors.vector'])
    .where('cache_entries.key', 'in', keys)
    .execute();
  return new Map(
    rows.map(({ key, text_hash, vector }) => [
      key,
      { textHash: text_hash, vector: vector === null ? null : new Float32Array(vector.slice().buffer) },
    ]),
  );
}

/** Keeps vectors; those of other spaces go, but for one more that is or will be in use. */
export async function keepVectors(
  store: Store,
  model: string,
  made: readonly { key: string; vector: Float32Array | null }[],
  other: string,
): Promise<void> {
  const rows = made.flatMap(({ key, vector }) =>
    vector === null
      ? []
      : [{ key, model, vector: new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength).slice() }],
  );
  if (rows.length === 0) return;
  const keys = rows.map((row) => row.key);
  await store.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('cache_vectors')
      .where('key', 'in', keys)
      .where('model', '!=', other === model ? '' : other)
      .execute();
    await trx
      .insertInto('cache_vectors')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['key', 'model']).doUpdateSet((eb) => ({ vector: eb.ref('excluded.vector') })),
      )
      .execute();
  });
}
