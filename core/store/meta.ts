import type { Store } from './schema.ts';

/** Reads one value that the store keeps about itself. */
export async function readMeta(store: Store, key: string): Promise<string | undefined> {
  const row = await store.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

/** Writes one value that the store keeps about itself. */
export async function writeMeta(store: Store, key: string, value: string): Promise<void> {
  await store
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** The knowledge generation: it grows whenever what is published changes. */
export async function readGeneration(store: Store): Promise<number> {
  return Number((await readMeta(store, 'generation')) ?? '0');
}

/** Adds one to the generation, inside the transaction that publishes or deletes. */
export async function bumpGeneration(trx: Store): Promise<number> {
  const next = (await readGeneration(trx)) + 1;
  await writeMeta(trx, 'generation', String(next));
  return next;
}
