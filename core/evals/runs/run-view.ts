import type { EvalCaseResult, EvalRun, ModelCall } from '../../ports/batches.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { Store } from '../../store/schema.ts';
import { noScores, readScores } from '../scores.ts';
import type { CaseRecord } from './run-case.ts';
import { countCases, goldenColumns, type RunRow, toGolden, toRun, totalsFor } from './run-rows.ts';
import { readSpent } from './spent.ts';
import { etaOf, viewTotals } from './totals.ts';
import { trialsByCase, viewTrials } from './trials.ts';

type Deps = { store: Store; jobs: JobQueue };

/** The run as it stands, with its totals. */
export async function viewRun(deps: Deps, run: RunRow): Promise<EvalRun> {
  const { store } = deps;
  const set = await store
    .selectFrom('eval_sets')
    .select(['name', 'lineage', 'version'])
    .where('id', '=', run.set_id)
    .executeTakeFirst();
  const trials = await viewTrials(store, run);
  const totals = await totalsFor(store, run);
  const [state, total] = [await stateOf(deps.jobs, run), await countCases(store, run.set_id)];
  const view = viewTotals(totals);
  const isUnderWay = state === 'queued' || state === 'running';
  const { job: _job, trials: _trials, ownModels: _own, ...card } = run.config;
  return {
    ...{ id: run.id, name: run.name, setId: run.set_id, setName: set?.name ?? '' },
    ...{ lineage: set?.lineage ?? '', setVersion: set?.version ?? 1, state, total },
    ...{ createdAt: run.created_at, finishedAt: run.finished_at },
    ...view,
    spent: readSpent(run.spent),
    etaMs: isUnderWay ? etaOf(totals, total - view.done) : null,
    ...{ card, baseline: run.baseline === 1 },
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
export async function viewCases(store: Store, run: RunRow, how?: 'outline'): Promise<EvalCaseResult[]> {
  const rows = await casesWithResults(store, run)
    .select(how === 'outline' ? outlineColumns : resultColumns)
    .orderBy('eval_cases.ordinal')
    .execute();
  const trials = await trialsByCase(store, run.id);
  return rows.map((row) => toResult({ ...row, answer: row.answer ?? null }, trials.get(row.id)));
}

function casesWithResults(store: Store, run: RunRow) {
  return store
    .selectFrom('eval_cases')
    .leftJoin('eval_results', (join) =>
      join.onRef('eval_results.case_id', '=', 'eval_cases.id').on('eval_results.run_id', '=', run.id),
    )
    .select('id')
    .select(goldenColumns)
    .where('eval_cases.set_id', '=', run.set_id);
}

/** One case of a run, with the calls of models that it took; undefined where the run's set has no such case. */
export async function viewCase(
  store: Store,
  run: RunRow,
  caseId: string,
): Promise<{ result: EvalCaseResult; calls: ModelCall[] } | undefined> {
  const row = await casesWithResults(store, run)
    .select(['calls', ...resultColumns])
    .where('eval_cases.id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const trials = await store
    .selectFrom('eval_trials')
    .select('calls')
    .where('run_id', '=', run.id)
    .where('case_id', '=', caseId)
    .orderBy('trial')
    .execute();
  const calls = [row, ...trials].flatMap((one) =>
    one.calls === null ? [] : (JSON.parse(one.calls) as ModelCall[]),
  );
  return { result: toResult(row, (await trialsByCase(store, run.id, caseId)).get(caseId)), calls };
}

/** The columns of a result that `toResult` reads; they are null where a case has none. */
const outlineColumns = ['outcome', 'scores', 'error', 'verdict'] as const;
export const resultColumns = [...outlineColumns, 'answer'] as const;

type ResultRow = Parameters<typeof toGolden>[0] & { id: string } & Record<
    (typeof resultColumns)[number],
    string | null
  >;

export function toResult(row: ResultRow, trials: EvalCaseResult['trials']): EvalCaseResult {
  const { text, citations, traceId } =
    row.answer === null ? nothing : (JSON.parse(row.answer) as CaseRecord['answer']);
  const verdict = (row.verdict ?? 'pending') as EvalCaseResult['verdict'];
  return {
    ...{ caseId: row.id, question: row.question, expected: toGolden(row) },
    outcome: (row.outcome ?? 'pending') as EvalCaseResult['outcome'],
    ...{ verdict, passed: verdict === 'passed', text, citations, traceId },
    scores: row.scores === null ? noScores : readScores(row.scores),
    error: row.error,
    ...(trials !== undefined && { trials }),
  };
}

const nothing: CaseRecord['answer'] = { text: '', citations: [], traceId: null };
