import type { CasePage, EvalCaseResult, Verdict } from '../../ports/batches.ts';
import type { Store } from '../../store/schema.ts';
import { goldenColumns } from './run-rows.ts';
import { resultColumns, toResult } from './run-view.ts';
import { trialsByCase } from './trials.ts';

/** In which order the cases of a run are read: what somebody should look at comes first. */
const verdicts: readonly Verdict[] = ['failed', 'error', 'unjudged', 'passed'];

/** A place in that order, as pages carry it: `failed:12`. */
function readPlace(after: string | undefined): { verdict: Verdict; ordinal: number } {
  const [name = '', ordinal = ''] = (after ?? '').split(':');
  const verdict = verdicts.find((one) => one === name);
  const at = Number(ordinal);
  if (verdict === undefined || ordinal === '' || !Number.isSafeInteger(at))
    return { verdict: verdicts[0] ?? 'failed', ordinal: -1 };
  return { verdict, ordinal: at };
}

/** One page of a run's finished cases. Each read is a range of an index, however many cases there are. */
export async function pageOfCases(
  store: Store,
  runId: string,
  { verdict, order, after, limit }: CasePage,
): Promise<{ cases: EvalCaseResult[]; next: string | null }> {
  if (order === 'set') return pageInOrder(store, runId, { verdict, after: Number(after ?? -1), limit });
  const place = readPlace(after);
  const wanted = verdict === undefined ? verdicts.slice(verdicts.indexOf(place.verdict)) : [verdict];
  const found: { ordinal: number; result: EvalCaseResult }[] = [];
  for (const each of wanted) {
    if (found.length > limit) break;
    const from = each === place.verdict ? place.ordinal : -1;
    found.push(...(await rowsOf(store, runId, each, { from, limit: limit + 1 - found.length })));
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const more = found.length > limit && last !== undefined;
  return {
    cases: shown.map(({ result }) => result),
    next: more ? `${last.result.verdict}:${last.ordinal}` : null,
  };
}

/** Reads along the set: its cases are in order already, and each finds its result by key. */
async function pageInOrder(
  store: Store,
  runId: string,
  { verdict, after, limit }: { verdict: Verdict | undefined; after: number; limit: number },
): Promise<{ cases: EvalCaseResult[]; next: string | null }> {
  let query = store
    .selectFrom('eval_cases')
    .innerJoin('eval_results', 'eval_results.case_id', 'eval_cases.id')
    .select(['id', 'eval_cases.ordinal'])
    .select(goldenColumns)
    .select(resultColumns)
    .where('set_id', '=', store.selectFrom('eval_runs').select('set_id').where('id', '=', runId))
    .where('run_id', '=', runId)
    .where('eval_cases.ordinal', '>', after);
  if (verdict !== undefined) query = query.where('verdict', '=', verdict);
  const rows = await query
    .orderBy('eval_cases.ordinal')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const ids = shown.map(({ id }) => id);
  const trials = ids.length === 0 ? new Map() : await trialsByCase(store, runId, ...ids);
  return {
    cases: shown.map((row) => toResult(row, trials.get(row.id))),
    next: rows.length > limit ? String(shown.at(-1)?.ordinal ?? '') : null,
  };
}

async function rowsOf(
  store: Store,
  runId: string,
  verdict: Verdict,
  { from, limit }: { from: number; limit: number },
): Promise<{ ordinal: number; result: EvalCaseResult }[]> {
  const rows = await store
    .selectFrom('eval_results')
    .innerJoin('eval_cases', 'eval_cases.id', 'eval_results.case_id')
    .select(['id', 'eval_results.ordinal'])
    .select(goldenColumns)
    .select(resultColumns)
    .where('run_id', '=', runId)
    .where('verdict', '=', verdict)
    .where('eval_results.ordinal', '>', from)
    .orderBy('eval_results.ordinal')
    .limit(limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  const trials = ids.length === 0 ? new Map() : await trialsByCase(store, runId, ...ids);
  return rows.map((row) => ({ ordinal: row.ordinal, result: toResult(row, trials.get(row.id)) }));
}
