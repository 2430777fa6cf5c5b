import { type Clock, isoNow } from '../ports/clock.ts';
import type { JobHandler } from '../ports/job-queue.ts';
import type { Store } from '../store/schema.ts';
import { type Ask, runCase } from './run-case.ts';
import { countCases, moveRun, pendingCases, readRun, saveResult } from './run-rows.ts';

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
    let done = total - pending.length;
    for (const { id, expected } of pending) {
      signal.throwIfAborted();
      if (typeof endAt === 'number' && done >= endAt) {
        await moveRun(store, runId, ['running'], { state: 'cancelled', finishedAt: isoNow(clock) });
        return;
      }
      await saveResult(store, runId, id, await runCase(deps, runId, expected));
      done += 1;
      await progress(done / total, `${done} of ${total} questions`);
    }
    signal.throwIfAborted();
    await moveRun(store, runId, ['running'], { state: 'done', finishedAt: isoNow(clock) });
  };
}
