import type { Store } from '../store/schema.ts';

/** Collections that people outside the team may be answered from, by name; none until an admin says so. */
export async function shareableCollections(store: Store): Promise<string[]> {
  const rows = await store
    .selectFrom('collections')
    .select('id')
    .where('shareable', '=', 1)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Holds from the next question on. False where there is no such collection. */
export async function setShareable(store: Store, collection: string, isShareable: boolean): Promise<boolean> {
  const result = await store
    .updateTable('collections')
    .set({ shareable: isShareable ? 1 : 0 })
    .where('id', '=', collection)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
