import type { EvalCaseResult, EvalRun } from '../ports/batches.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { Store } from '../store/schema.ts';
import type { CaseRecord } from './run-case.ts';
import { countCases, finishedCases, type RunRow, toGolden, toRun } from './run-rows.ts';
import { noScores, readScores } from './scores.ts';
import { totalsOf } from './totals.ts';
import { trialsByCase, viewTrials } from './trials.ts';

type Deps = { store: Store; jobs: JobQueue };

/** The run as it stands, with its totals. */
export async function viewRun(deps: Deps, run: RunRow): Promise<EvalRun> {
  const set = await deps.store
    .selectFrom('eval_sets')
    .select('name')
    .where('id', '=', run.set_id)
    .executeTakeFirst();
  const trials = await viewTrials(deps.store, run);
  return {
    id: run.id,
    name: run.name,
    setId: run.set_id,
    setName: set?.name ?? '',
    state: await stateOf(deps.jobs, run),
    total: await countCases(deps.store, run.set_id),
    createdAt: run.created_at,
    finishedAt: run.finished_at,
    ...totalsOf(await finishedCases(deps.store, run.id)),
    ...(trials !== undefined && { trials }),
  };
}

/** The latest runs, newest first. */
export async function viewRuns(deps: Deps, limit: number): Promise<EvalRun[]> {
  const rows = await deps.store
    .selectFrom('eval_runs')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const runs: EvalRun[] = [];
  for (const row of rows) runs.push(await viewRun(deps, toRun(row)));
  return runs;
}

/** A run whose job gave up has failed, though nobody was left to write that into its row. */
async function stateOf(jobs: JobQueue, run: RunRow): Promise<EvalRun['state']> {
  if (run.config.job === null || (run.state !== 'queued' && run.state !== 'running')) return run.state;
  return (await jobs.get(run.config.job))?.state === 'failed' ? 'failed' : run.state;
}

/** Every case of the run in the set's order; those without a result are `pending`. */
export async function viewCases(store: Store, run: RunRow): Promise<EvalCaseResult[]> {
  const rows = await store
    .selectFrom('eval_cases')
    .leftJoin('eval_results', (join) =>
      join.onRef('eval_results.case_id', '=', 'eval_cases.id').on('eval_results.run_id', '=', run.id),
    )
    .select(['id', 'question', 'expected_sources', 'must_abstain', 'expected_answer'])
    .select(['outcome', 'answer', 'scores', 'passed', 'error'])
    .where('eval_cases.set_id', '=', run.set_id)
    .orderBy('ordinal')
    .execute();
  const trials = await trialsByCase(store, run.id);
  return rows.map((row) => {
    const own = trials.get(row.id);
    const { text, citations, traceId } =
      row.answer === null ? nothing : (JSON.parse(row.answer) as CaseRecord['answer']);
    return {
      caseId: row.id,
      question: row.question,
      expected: toGolden(row),
      outcome: (row.outcome ?? 'pending') as EvalCaseResult['outcome'],
      text,
      citations,
      traceId,
      scores: row.scores === null ? noScores : readScores(row.scores),
      passed: row.passed === 1,
      error: row.error,
      ...(own !== undefined && { trials: own }),
    };
  });
}

const nothing: CaseRecord['answer'] = { text: '', citations: [], traceId: null };
