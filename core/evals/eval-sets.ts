import type { EvalSet, GoldenCase } from '../ports/batches.ts';
import type { Clock } from '../ports/clock.ts';
import { isoNow } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../store/schema.ts';

/** Rows of one INSERT: far below what any database allows as parameters. */
const CHUNK = 500;

/** Stores golden questions as a new set, all or nothing; a set is never changed afterwards. */
export async function writeSet(
  deps: { store: Store; clock: Clock; random: Random },
  name: string,
  cases: readonly GoldenCase[],
): Promise<string> {
  const setId = deps.random.id('set');
  const rows = cases.map((golden, ordinal) => ({
    id: deps.random.id('case'),
    set_id: setId,
    ordinal,
    question: golden.question,
    expected_sources: JSON.stringify(golden.expectedSources),
    must_abstain: golden.mustAbstain ? 1 : 0,
    expected_answer: golden.expectedAnswer,
  }));
  await deps.store.transaction().execute(async (trx) => {
    await trx
      .insertInto('eval_sets')
      .values({ id: setId, name, created_at: isoNow(deps.clock) })
      .execute();
    for (let from = 0; from < rows.length; from += CHUNK)
      await trx
        .insertInto('eval_cases')
        .values(rows.slice(from, from + CHUNK))
        .execute();
  });
  return setId;
}

/** All sets, newest first. */
export async function listSets(store: Store): Promise<EvalSet[]> {
  const rows = await store
    .selectFrom('eval_sets')
    .leftJoin('eval_cases', 'eval_cases.set_id', 'eval_sets.id')
    .select((eb) => [
      'eval_sets.id',
      'eval_sets.name',
      'eval_sets.created_at',
      eb.fn.count('eval_cases.id').as('cases'),
    ])
    .groupBy(['eval_sets.id', 'eval_sets.name', 'eval_sets.created_at'])
    .orderBy('eval_sets.created_at', 'desc')
    .orderBy('eval_sets.id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    cases: Number(row.cases),
    createdAt: row.created_at,
  }));
}

/** Deletes a set with its runs and their results; false when there is none. */
export async function removeSet(store: Store, setId: string): Promise<boolean> {
  return store.transaction().execute(async (trx) => {
    const runs = trx.selectFrom('eval_runs').select('id').where('set_id', '=', setId);
    await trx.deleteFrom('eval_results').where('run_id', 'in', runs).execute();
    await trx.deleteFrom('eval_trials').where('run_id', 'in', runs).execute();
    await trx.deleteFrom('eval_runs').where('set_id', '=', setId).execute();
    await trx.deleteFrom('eval_cases').where('set_id', '=', setId).execute();
    const { numDeletedRows } = await trx.deleteFrom('eval_sets').where('id', '=', setId).executeTakeFirst();
    return numDeletedRows > 0n;
  });
}
