import type { EvalSet, GoldenCase } from '../../ports/batches.ts';
import { type Clock, isoNow } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { EvalCasesTable } from '../../store/eval-tables.ts';
import type { Store } from '../../store/schema.ts';

export type SetDeps = { store: Store; clock: Clock; random: Random };

/** A case on its way into a set. `key` = the same case in earlier versions, `from` = the answer it was made from. */
export type NewCase = GoldenCase & { key?: string; from?: string | null };

/** Rows of one INSERT: far below what any database allows as parameters. */
const CHUNK = 500;

/** Stores golden questions as a new set, or as the next version of one, all or nothing. Returns its id. */
export async function writeSet(
  deps: SetDeps,
  { name, next }: { name: string; next?: EvalSet },
  cases: readonly NewCase[],
): Promise<string> {
  const id = deps.random.id('set');
  await deps.store.transaction().execute(async (trx) => {
    if (next !== undefined)
      await trx.updateTable('eval_sets').set({ replaced: 1 }).where('lineage', '=', next.lineage).execute();
    await trx
      .insertInto('eval_sets')
      .values({
        ...{ id, name, created_at: isoNow(deps.clock), replaced: 0 },
        ...{ lineage: next?.lineage ?? id, version: (next?.version ?? 0) + 1 },
      })
      .execute();
    await writeCases(trx, deps.random, id, 0, cases);
  });
  return id;
}

/** Adds cases to a set, from an ordinal on. */
export async function writeCases(
  trx: Store,
  random: Random,
  setId: string,
  from: number,
  cases: readonly NewCase[],
): Promise<void> {
  const rows = cases.map((golden, at): EvalCasesTable => {
    const id = random.id('case');
    return {
      ...{ id, set_id: setId, ordinal: from + at, case_key: golden.key ?? id, origin: golden.from ?? null },
      ...caseColumns(golden),
    };
  });
  for (let at = 0; at < rows.length; at += CHUNK)
    await trx
      .insertInto('eval_cases')
      .values(rows.slice(at, at + CHUNK))
      .execute();
}

/** A golden question as its row holds it. */
export function caseColumns(
  golden: GoldenCase,
): Omit<EvalCasesTable, 'id' | 'set_id' | 'ordinal' | 'case_key' | 'origin'> {
  return {
    question: golden.question,
    expected_sources: JSON.stringify(golden.expectedSources),
    must_abstain: golden.mustAbstain ? 1 : 0,
    expected_answer: golden.expectedAnswer,
    expected_facts: JSON.stringify(golden.expectedFacts ?? []),
    tags: JSON.stringify(golden.tags ?? []),
    wrong_answers: JSON.stringify(golden.wrongAnswers ?? []),
  };
}

/** Sets with the number of their cases, the latest version of each, newest first. */
export async function listSets(store: Store): Promise<EvalSet[]> {
  const rows = await counted(store).where('replaced', '=', 0).execute();
  return rows.map(toSet);
}

export async function readSet(store: Store, setId: string): Promise<EvalSet | undefined> {
  const row = await counted(store).where('eval_sets.id', '=', setId).executeTakeFirst();
  return row === undefined ? undefined : toSet(row);
}

/** All versions of a set, newest first. */
export async function readVersions(store: Store, lineage: string): Promise<EvalSet[]> {
  const rows = await counted(store).where('lineage', '=', lineage).execute();
  return rows.map(toSet).sort((a, b) => b.version - a.version);
}

function counted(store: Store) {
  return store
    .selectFrom('eval_sets')
    .select((eb) => [
      ...(['id', 'name', 'created_at', 'lineage', 'version'] as const),
      eb
        .selectFrom('eval_cases')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('set_id', '=', 'eval_sets.id')
        .as('cases'),
    ])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc');
}

type SetRow = Awaited<ReturnType<ReturnType<typeof counted>['executeTakeFirstOrThrow']>>;

const toSet = ({ id, name, created_at, lineage, version, cases }: SetRow): EvalSet => ({
  ...{ id, name, lineage, version },
  cases: Number(cases ?? 0),
  createdAt: created_at,
});

/** Deletes all versions of a set with their runs and results; false when there is none. */
export async function removeSet(store: Store, setId: string): Promise<boolean> {
  return store.transaction().execute(async (trx) => {
    const set = await readSet(trx, setId);
    if (set === undefined) return false;
    const sets = trx.selectFrom('eval_sets').select('id').where('lineage', '=', set.lineage);
    const runs = trx.selectFrom('eval_runs').select('id').where('set_id', 'in', sets);
    await trx.deleteFrom('eval_results').where('run_id', 'in', runs).execute();
    await trx.deleteFrom('eval_trials').where('run_id', 'in', runs).execute();
    await trx.deleteFrom('eval_runs').where('set_id', 'in', sets).execute();
    await trx.deleteFrom('eval_cases').where('set_id', 'in', sets).execute();
    await trx.deleteFrom('eval_gate_runs').where('lineage', '=', set.lineage).execute();
    await trx.deleteFrom('eval_gates').where('lineage', '=', set.lineage).execute();
    await trx.deleteFrom('eval_sets').where('lineage', '=', set.lineage).execute();
    return true;
  });
}
