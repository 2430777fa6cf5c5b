import { type Clock, isoNow } from '../../ports/clock.ts';
import type { JobHandler } from '../../ports/job-queue.ts';
import type { Store } from '../../store/schema.ts';
import { type Ask, type AskedWith, type CaseRecord, runCase } from './run-case.ts';
import {
  countCases,
  moveRun,
  type PendingCase,
  pendingCases,
  type RunConfig,
  type RunRow,
  readRun,
  saveResult,
  totalsFor,
} from './run-rows.ts';
import { readSpent } from './spent.ts';
import { countDone } from './totals.ts';
import { combineTrials, countTrials, readTrials, saveTrial } from './trials.ts';

/** Cases that are read at once. */
const CHUNK = 200;

type Deps = { store: Store; clock: Clock; ask: Ask };

/**
 * Does a run case by case, one at a time, so that members' own questions are not crowded out. Every result is
 * written at once and the cases left are those without one: whatever ends the process costs at most the case
 * under way, and no finished case is asked again. A run is cancelled where its budget is spent.
 */
export function createEvalJob(deps: Deps): JobHandler {
  const { store, clock } = deps;
  return async (job, { signal, progress }) => {
    const runId = String(job.payload['runId']);
    if (!(await moveRun(store, runId, ['queued', 'running'], { state: 'running', finishedAt: null }))) return;
    const run = await readRun(store, runId);
    if (run === undefined) return;
    const total = await countCases(store, run.set_id);
    const { endAt } = job.payload;
    const most = typeof endAt === 'number' ? endAt : Number.POSITIVE_INFINITY;
    let asked = await countAsked(store, run);
    let done = countDone(await totalsFor(store, run));

    const mayAsk = async (): Promise<boolean> => {
      signal.throwIfAborted();
      if (asked < most && (await hasMoneyLeft(store, run))) {
        asked += 1;
        return true;
      }
      await moveRun(store, runId, ['running'], { state: 'cancelled', finishedAt: isoNow(clock) });
      return false;
    };

    let after = -1;
    for (;;) {
      const cases = await pendingCases(store, run, { after, limit: CHUNK });
      for (const one of cases) {
        if (!(await doCase(deps, run, one, mayAsk))) return;
        done += 1;
        await progress(done / total, `${done} of ${total} questions`);
      }
      const last = cases.at(-1);
      if (last === undefined) break;
      after = last.ordinal;
    }
    signal.throwIfAborted();
    await moveRun(store, runId, ['running'], { state: 'done', finishedAt: isoNow(clock) });
  };
}

/** Asks a case as often as the run wants; false where it may not be asked any more. */
async function doCase(
  deps: Deps,
  run: RunRow,
  one: PendingCase,
  mayAsk: () => Promise<boolean>,
): Promise<boolean> {
  const { store, clock } = deps;
  const { trials = 1 } = run.config;
  const began = clock.monotonic();
  const took = () => Math.round(clock.monotonic() - began);
  const asking = { runId: run.id, expected: one.expected, asked: askedWith(run.config) };
  if (trials === 1) {
    if (!(await mayAsk())) return false;
    const { record, calls } = await runCase(deps, asking);
    await saveResult(store, run.id, one, { record, calls, ms: took() });
    return true;
  }
  const known = await readTrials(store, run.id, one.id);
  const records = known.map(({ record }): CaseRecord => record);
  for (let trial = 1; trial <= trials; trial++) {
    if (known.some((other) => other.trial === trial)) continue;
    if (!(await mayAsk())) return false;
    const { record, calls } = await runCase(deps, asking);
    await saveTrial(store, { runId: run.id, caseId: one.id, trial }, record, calls);
    records.push(record);
  }
  const [first, ...others] = records;
  // What the trials cost was counted with them.
  if (first !== undefined)
    await saveResult(store, run.id, one, {
      record: combineTrials([first, ...others]),
      calls: [],
      ms: took(),
    });
  return true;
}

const askedWith = ({ ownModels, models, meaning }: RunConfig): AskedWith => ({
  ...(ownModels === true && models !== undefined ? { models } : {}),
  ...(meaning === undefined ? {} : { meaning }),
});

/** Sums of prices are not exact: less than this is nothing. */
const CENT_FRACTION = 1e-9;

/** A call whose price is not known cannot be held against a limit: such a run does not go on. */
async function hasMoneyLeft(store: Store, { id, config }: RunRow): Promise<boolean> {
  if (config.maxUsd === undefined) return true;
  const now = await readRun(store, id);
  const spent = readSpent(now?.spent ?? null);
  return spent.unpriced === 0 && config.maxUsd - spent.usd > CENT_FRACTION;
}

/** How many answers of a run are there: of each case, or of each of its trials. */
export async function countAsked(
  store: Store,
  run: Pick<RunRow, 'id' | 'config' | 'totals'>,
): Promise<number> {
  return (run.config.trials ?? 1) > 1
    ? (await countTrials(store, run.id)).all
    : countDone(await totalsFor(store, run));
}
