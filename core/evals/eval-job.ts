import { type Clock, isoNow } from '../ports/clock.ts';
import type { JobHandler } from '../ports/job-queue.ts';
import type { Store } from '../store/schema.ts';
import { type Ask, runCase } from './run-case.ts';
import {
  countCases,
  finishedCases,
  moveRun,
  pendingCases,
  type RunRow,
  readRun,
  saveResult,
} from './run-rows.ts';
import { combineTrials, countTrials, readTrials, saveTrial } from './trials.ts';

/**
 * Does a run case by case, one at a time, so that members' own questions are not crowded out. Every result is
 * written at once and the cases left are those without one: whatever ends the process costs at most the case
 * under way, and no finished case is asked again. A run with a budget is cancelled where it is spent.
 */
export function createEvalJob(deps: { store: Store; clock: Clock; ask: Ask }): JobHandler {
  const { store, clock } = deps;
  return async (job, { signal, progress }) => {
    const runId = String(job.payload['runId']);
    if (!(await moveRun(store, runId, ['queued', 'running'], { state: 'running', finishedAt: null }))) return;
    const run = await readRun(store, runId);
    if (run === undefined) return;
    const total = await countCases(store, run.set_id);
    const pending = await pendingCases(store, run);
    const { endAt } = job.payload;
    const { trials = 1 } = run.config;
    let asked = await countAsked(store, run);
    let done = total - pending.length;
    for (const { id, expected } of pending) {
      const known = await readTrials(store, runId, id);
      const records = known.map(({ record }) => record);
      for (let trial = 1; trial <= trials; trial++) {
        if (known.some((one) => one.trial === trial)) continue;
        signal.throwIfAborted();
        if (typeof endAt === 'number' && asked >= endAt) {
          await moveRun(store, runId, ['running'], { state: 'cancelled', finishedAt: isoNow(clock) });
          return;
        }
        const record = await runCase(deps, runId, expected);
        if (trials > 1) await saveTrial(store, { runId, caseId: id, trial }, record);
        records.push(record);
        asked += 1;
      }
      const [first, ...others] = records;
      if (first === undefined) continue;
      await saveResult(store, runId, id, combineTrials([first, ...others]));
      done += 1;
      await progress(done / total, `${done} of ${total} questions`);
    }
    signal.throwIfAborted();
    await moveRun(store, runId, ['running'], { state: 'done', finishedAt: isoNow(clock) });
  };
}

/** How many answers of a run are there: of each case, or of each of its trials. */
export async function countAsked(
  store: Store,
  { id, config }: Pick<RunRow, 'id' | 'config'>,
): Promise<number> {
  return (config.trials ?? 1) > 1
    ? (await countTrials(store, id)).all
    : (await finishedCases(store, id)).length;
}
