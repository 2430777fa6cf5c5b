import type { EvalRun, GoldenCase, ModelCall, RunCard, WrongAnswer } from '../../ports/batches.ts';
import type { EvalCasesTable, EvalRunsTable } from '../../store/eval-tables.ts';
import type { Store } from '../../store/schema.ts';
import { readScores } from '../scores.ts';
import type { CaseRecord } from './run-case.ts';
import { addSpent, readSpent, spentOn } from './spent.ts';
import { addToTotals, type Finished, noTotals, readTotals, type Totals } from './totals.ts';

/** What a run was measured with, kept so that two runs can be compared honestly. */
export type RunConfig = RunCard & {
  /** Whether its models are those that were chosen for it, and not those of the settings. */
  ownModels?: true;
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

export async function writeConfig(
  store: Store,
  run: Pick<RunRow, 'id' | 'config'>,
  change: Partial<RunConfig>,
): Promise<void> {
  const config = JSON.stringify({ ...run.config, ...change });
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

/** The next cases of the run's set that have no result yet, in the set's order, behind the ordinal `after`. */
export async function pendingCases(
  store: Store,
  run: Pick<RunRow, 'id' | 'set_id'>,
  { after, limit }: { after: number; limit: number },
): Promise<PendingCase[]> {
  const rows = await store
    .selectFrom('eval_cases')
    .selectAll()
    .where('set_id', '=', run.set_id)
    .where('ordinal', '>', after)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('eval_results')
            .select('case_id')
            .where('run_id', '=', run.id)
            .whereRef('case_id', '=', 'eval_cases.id'),
        ),
      ),
    )
    .orderBy('ordinal')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, ordinal: row.ordinal, expected: toGolden(row) }));
}

export type PendingCase = { id: string; ordinal: number; expected: GoldenCase };

/**
 * Writes a case's result once, with the totals and what it cost, all or nothing. A run that was deleted meanwhile gets
 * none. `ms` = how long the case took.
 */
export async function saveResult(
  store: Store,
  runId: string,
  { id, ordinal }: Pick<PendingCase, 'id' | 'ordinal'>,
  { record, calls, ms }: { record: CaseRecord; calls: readonly ModelCall[]; ms: number },
): Promise<void> {
  await store.transaction().execute(async (trx) => {
    const run = await readRun(trx, runId);
    if (run === undefined) return;
    const before = await totalsFor(trx, run);
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('eval_results')
      .values({
        ...{ run_id: runId, case_id: id, ordinal, outcome: record.outcome, error: record.error },
        ...{ verdict: record.verdict, passed: record.verdict === 'passed' ? 1 : 0 },
        answer: JSON.stringify(record.answer),
        scores: JSON.stringify(record.scores),
        calls: JSON.stringify(calls),
      })
      .onConflict((conflict) => conflict.columns(['run_id', 'case_id']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return;
    const totals = addToTotals(before, { ...record, ms });
    await trx
      .updateTable('eval_runs')
      .set({ totals: JSON.stringify(totals), ...spentAfter(run, calls) })
      .where('id', '=', runId)
      .execute();
  });
}

/** What a run has spent once these calls are added, as its row keeps it. */
export function spentAfter(run: Pick<RunRow, 'spent'>, calls: readonly ModelCall[]): { spent: string } {
  return { spent: JSON.stringify(addSpent(readSpent(run.spent), spentOn(calls))) };
}

/** The totals of a run; those of a run of an earlier version are counted. */
export async function totalsFor(store: Store, run: Pick<RunRow, 'id' | 'totals'>): Promise<Totals> {
  return run.totals === null ? countTotals(store, run.id) : readTotals(run.totals);
}

/** Counts a run's results anew, after some were taken away or judged. */
export async function recount(store: Store, runId: string): Promise<void> {
  const run = await readRun(store, runId);
  if (run === undefined) return;
  const { recent } = await totalsFor(store, run);
  const totals = JSON.stringify({ ...(await countTotals(store, runId)), recent });
  await store.updateTable('eval_runs').set({ totals }).where('id', '=', runId).execute();
}

/** Results that are read at once. */
const CHUNK = 1_000;

async function countTotals(store: Store, runId: string): Promise<Totals> {
  let totals = noTotals;
  let after = '';
  for (;;) {
    const rows = await store
      .selectFrom('eval_results')
      .select(['case_id', 'scores', 'verdict'])
      .where('run_id', '=', runId)
      .where('case_id', '>', after)
      .orderBy('case_id')
      .limit(CHUNK)
      .execute();
    totals = rows.reduce(
      (sum, row) =>
        addToTotals(sum, {
          ...{ scores: readScores(row.scores), verdict: row.verdict as Finished['verdict'], ms: null },
        }),
      totals,
    );
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK) return totals;
    after = last.case_id;
  }
}

export function toRun(row: EvalRunsTable): RunRow {
  return {
    ...row,
    state: row.state as EvalRun['state'],
    config: JSON.parse(row.config) as RunConfig,
  };
}

type GoldenColumns = Pick<
  EvalCasesTable,
  | 'question'
  | 'expected_sources'
  | 'must_abstain'
  | 'expected_answer'
  | 'expected_facts'
  | 'tags'
  | 'wrong_answers'
>;

/** The columns that `toGolden` reads. */
export const goldenColumns = [
  ...(['question', 'expected_sources', 'must_abstain', 'expected_answer'] as const),
  ...(['expected_facts', 'tags', 'wrong_answers'] as const),
] as const;

export function toGolden(row: GoldenColumns): GoldenCase {
  const facts = JSON.parse(row.expected_facts) as string[];
  const tags = JSON.parse(row.tags) as string[];
  const wrong = JSON.parse(row.wrong_answers) as WrongAnswer[];
  return {
    question: row.question,
    expectedSources: JSON.parse(row.expected_sources) as string[],
    mustAbstain: row.must_abstain === 1,
    expectedAnswer: row.expected_answer,
    ...(facts.length === 0 ? {} : { expectedFacts: facts }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(wrong.length === 0 ? {} : { wrongAnswers: wrong }),
  };
}
