import type { Store } from '../../store/schema.ts';

/** Makes a run the only baseline of its set's versions; false when there is no such run. */
export async function setBaseline(store: Store, runId: string): Promise<boolean> {
  return store.transaction().execute(async (trx) => {
    const set = await trx
      .selectFrom('eval_runs')
      .innerJoin('eval_sets', 'eval_sets.id', 'eval_runs.set_id')
      .select('lineage')
      .where('eval_runs.id', '=', runId)
      .executeTakeFirst();
    if (set === undefined) return false;
    await trx
      .updateTable('eval_runs')
      .set({ baseline: 0 })
      .where('set_id', 'in', trx.selectFrom('eval_sets').select('id').where('lineage', '=', set.lineage))
      .execute();
    await trx.updateTable('eval_runs').set({ baseline: 1 }).where('id', '=', runId).execute();
    return true;
  });
}

/** The run that others of the set's versions are held against; null where none was named. */
export async function readBaseline(store: Store, lineage: string): Promise<string | null> {
  const row = await store
    .selectFrom('eval_runs')
    .innerJoin('eval_sets', 'eval_sets.id', 'eval_runs.set_id')
    .select('eval_runs.id')
    .where('lineage', '=', lineage)
    .where('baseline', '=', 1)
    .executeTakeFirst();
  return row?.id ?? null;
}
