import type { EvalRun, GoldenCase } from '../ports/batches.ts';
import type { EvalCasesTable, EvalRunsTable, Store } from '../store/schema.ts';
import type { CaseRecord } from './run-case.ts';
import { readScores } from './scores.ts';
import type { Finished } from './totals.ts';

/** What a run was measured with, kept so that two runs can be compared honestly. */
export type RunConfig = {
  /** Id of the answerer: model and prompt version. */
  answerer: string;
  /** Docent's version. */
  version: string;
  /** Knowledge generation when the run was started. */
  generation: number;
  /** How often each case is asked; absent: once. */
  trials?: number;
  /** The job that does it, or did last; null for an instant while it is being queued. */
  job: string | null;
};

export type RunRow = Omit<EvalRunsTable, 'config' | 'state'> & { state: EvalRun['state']; config: RunConfig };

export async function readRun(store: Store, runId: string): Promise<RunRow | undefined> {
  const row = await store.selectFrom('eval_runs').selectAll().where('id', '=', runId).executeTakeFirst();
  return row === undefined ? undefined : toRun(row);
}

export async function writeJob(store: Store, run: Pick<RunRow, 'id' | 'config'>, job: string): Promise<void> {
  const config = JSON.stringify({ ...run.config, job });
  await store.updateTable('eval_runs').set({ config }).where('id', '=', run.id).execute();
}

/** Moves a run from one of the states `from` on; false when it was in none of them. */
export async function moveRun(
  store: Store,
  runId: string,
  from: readonly EvalRun['state'][],
  to: { state: EvalRun['state']; finishedAt: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await store
    .updateTable('eval_runs')
    .set({ state: to.state, finished_at: to.finishedAt })
    .where('id', '=', runId)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function countCases(store: Store, setId: string): Promise<number> {
  const { cases } = await store
    .selectFrom('eval_cases')
    .select((eb) => eb.fn.countAll().as('cases'))
    .where('set_id', '=', setId)
    .executeTakeFirstOrThrow();
  return Number(cases);
}

/** Cases of the run's set that have no result yet, in the set's order. */
export async function pendingCases(
  store: Store,
  run: Pick<RunRow, 'id' | 'set_id'>,
): Promise<{ id: string; expected: GoldenCase }[]> {
  const rows = await store
    .selectFrom('eval_cases')
    .selectAll()
    .where('set_id', '=', run.set_id)
    .where('id', 'not in', store.selectFrom('eval_results').select('case_id').where('run_id', '=', run.id))
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ({ id: row.id, expected: toGolden(row) }));
}

/** Writes a case's result once. A run that was deleted meanwhile gets none. */
export async function saveResult(
  store: Store,
  runId: string,
  caseId: string,
  record: CaseRecord,
): Promise<void> {
  await store.transaction().execute(async (trx) => {
    if ((await readRun(trx, runId)) === undefined) return;
    await trx
      .insertInto('eval_results')
      .values({
        run_id: runId,
        case_id: caseId,
        outcome: record.outcome,
        answer: JSON.stringify(record.answer),
        scores: JSON.stringify(record.scores),
        passed: record.passed ? 1 : 0,
        error: record.error,
      })
      .onConflict((conflict) => conflict.columns(['run_id', 'case_id']).doNothing())
      .execute();
  });
}

export async function finishedCases(store: Store, runId: string): Promise<Finished[]> {
  const rows = await store
    .selectFrom('eval_results')
    .select(['scores', 'passed', 'error'])
    .where('run_id', '=', runId)
    .execute();
  return rows.map((row) => ({
    scores: readScores(row.scores),
    passed: row.passed === 1,
    error: row.error,
  }));
}

export function toRun(row: EvalRunsTable): RunRow {
  return {
    ...row,
    state: row.state as EvalRun['state'],
    config: JSON.parse(row.config) as RunConfig,
  };
}

export function toGolden(row: Omit<EvalCasesTable, 'id' | 'set_id' | 'ordinal'>): GoldenCase {
  return {
    question: row.question,
    expectedSources: JSON.parse(row.expected_sources) as string[],
    mustAbstain: row.must_abstain === 1,
    expectedAnswer: row.expected_answer,
  };
}
