import type { EvalCaseResult, EvalRun, EvalScores, ModelCall, Verdict } from '../../ports/batches.ts';
import type { Store } from '../../store/schema.ts';
import { eachScore, readScores, verdictOf } from '../scores.ts';
import type { CaseRecord } from './run-case.ts';
import { type RunRow, readRun, spentAfter } from './run-rows.ts';

/** One of several times that a case was asked. */
export type Trial = { trial: number; record: CaseRecord };

/** The trials of a case that are there, in order. A run that asks each case once has none. */
export async function readTrials(store: Store, runId: string, caseId: string): Promise<Trial[]> {
  const rows = await store
    .selectFrom('eval_trials')
    .select(['trial', 'outcome', 'answer', 'scores', 'passed', 'error'])
    .where('run_id', '=', runId)
    .where('case_id', '=', caseId)
    .orderBy('trial')
    .execute();
  return rows.map(({ trial, outcome, answer, scores, passed, error }) => ({
    trial,
    record: {
      outcome: outcome as CaseRecord['outcome'],
      answer: JSON.parse(answer) as CaseRecord['answer'],
      ...{ scores: readScores(scores), verdict: verdictOfRow({ passed, error, scores }), error },
    },
  }));
}

/** Writes a trial once. A run that was deleted meanwhile gets none. */
export async function saveTrial(
  store: Store,
  { runId, caseId, trial }: { runId: string; caseId: string; trial: number },
  { outcome, answer, scores, verdict, error }: CaseRecord,
  calls: readonly ModelCall[],
): Promise<void> {
  await store.transaction().execute(async (trx) => {
    const run = await readRun(trx, runId);
    if (run === undefined) return;
    await trx.updateTable('eval_runs').set(spentAfter(run, calls)).where('id', '=', runId).execute();
    await trx
      .insertInto('eval_trials')
      .values({
        ...{ run_id: runId, case_id: caseId, trial, outcome, error, passed: verdict === 'passed' ? 1 : 0 },
        answer: JSON.stringify(answer),
        scores: JSON.stringify(scores),
        calls: JSON.stringify(calls),
      })
      .onConflict((conflict) => conflict.columns(['run_id', 'case_id', 'trial']).doNothing())
      .execute();
  });
}

/** Of a stored trial: what it came to. */
function verdictOfRow({
  passed,
  error,
  scores,
}: {
  passed: number;
  error: string | null;
  scores: string;
}): Verdict {
  if (error !== null) return 'error';
  return passed === 1 ? 'passed' : verdictOf(readScores(scores));
}

/**
 * What a case's trials say together: mean scores, passed where more than half of them passed, and the answer of the first
 * that ended so. Trials that ended in an error were not measured; where all did, the case was not.
 */
export function combineTrials(records: readonly [CaseRecord, ...CaseRecord[]]): CaseRecord {
  const [first] = records;
  const measured = records.filter(({ error }) => error === null);
  if (records.length === 1 || measured.length === 0) return first;
  const judged = measured.filter(({ verdict }) => verdict !== 'unjudged');
  const right = judged.filter(({ verdict }) => verdict === 'passed').length;
  const verdict = judged.length === 0 ? 'unjudged' : right * 2 > judged.length ? 'passed' : 'failed';
  const shown = measured.find((one) => one.verdict === verdict) ?? first;
  return { ...shown, verdict, scores: meanScores(measured) };
}

function meanScores(records: readonly CaseRecord[]): EvalScores {
  return eachScore((name) => {
    const given = records.map(({ scores }) => scores[name] ?? null).filter((score) => score !== null);
    return given.length === 0 ? null : given.reduce((sum, score) => sum + score, 0) / given.length;
  });
}

/** Forgets the trials that ended in an error, and the results that they are part of. */
export async function forgetFailedTrials(store: Store, runId: string): Promise<void> {
  const failed = store
    .selectFrom('eval_trials')
    .select('case_id')
    .where('run_id', '=', runId)
    .where('error', 'is not', null);
  await store.deleteFrom('eval_results').where('run_id', '=', runId).where('case_id', 'in', failed).execute();
  await store.deleteFrom('eval_trials').where('run_id', '=', runId).where('error', 'is not', null).execute();
}

type TrialRow = { case_id: string; trial: number; passed: number; error: string | null };

async function trialRows(store: Store, runId: string, caseIds: readonly string[] = []): Promise<TrialRow[]> {
  const rows = store
    .selectFrom('eval_trials')
    .select(['case_id', 'trial', 'passed', 'error'])
    .where('run_id', '=', runId);
  return (caseIds.length === 0 ? rows : rows.where('case_id', 'in', caseIds)).execute();
}

/** How many trials of a run are there, and how many of them ended in an error. */
export async function countTrials(store: Store, runId: string): Promise<{ all: number; errors: number }> {
  const rows = await trialRows(store, runId);
  return { all: rows.length, errors: rows.filter(({ error }) => error !== null).length };
}

/** The share of passed cases in each trial, so that their spread can be seen. */
export async function viewTrials(store: Store, { id, config }: RunRow): Promise<EvalRun['trials']> {
  const { trials = 1 } = config;
  if (trials === 1) return undefined;
  const rows = (await trialRows(store, id)).filter(({ error }) => error === null);
  return {
    each: trials,
    passRates: Array.from({ length: trials }, (_, at) => {
      const own = rows.filter(({ trial }) => trial === at + 1);
      return own.length === 0 ? null : own.filter(({ passed }) => passed === 1).length / own.length;
    }),
  };
}

/** The same by case, of some cases or all: how many trials passed, of how many that were measured. */
export async function trialsByCase(
  store: Store,
  runId: string,
  ...caseIds: string[]
): Promise<Map<string, NonNullable<EvalCaseResult['trials']>>> {
  const cases = new Map<string, { passed: number; scored: number }>();
  for (const { case_id: id, passed, error } of await trialRows(store, runId, caseIds)) {
    const count = cases.get(id) ?? { passed: 0, scored: 0 };
    if (error === null) count.scored += 1;
    if (error === null && passed === 1) count.passed += 1;
    cases.set(id, count);
  }
  return cases;
}
