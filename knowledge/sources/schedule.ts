import type { Clock } from '../../core/ports/clock.ts';
import type { JobHandler, JobQueue } from '../../core/ports/job-queue.ts';
import { SOURCE_DUE_JOB, SOURCE_RUN_JOB } from '../../core/ports/sources.ts';
import type { Store } from '../../core/store/schema.ts';
import type { SourceLimits } from './limits.ts';
import { openRuns, readSource } from './source-rows.ts';

/**
 * When sources are read. A waiting job per source and moment queues the run when its time comes; the run has one key
 * per source, so that two never overlap, and plans the next moment when it ends. The source's row holds the moment
 * that counts: a waiting job for any other one does nothing.
 */
export type Schedule = {
  /** Queues a run now and returns its job; a run that is queued or under way is returned instead of a second one. */
  runNow(sourceId: string): Promise<string>;
  /** Plans the run after this one, `delayMs` from now or after the source's interval. */
  planNext(sourceId: string, delayMs?: number): Promise<void>;
  /** Puts back waiting jobs that a stop in the wrong moment has lost. Call it at start. */
  resume(): Promise<void>;
  dueJob: JobHandler;
};

export function createSchedule(deps: {
  store: Store;
  clock: Clock;
  jobs: JobQueue;
  limits: Pick<SourceLimits, 'busyMs' | 'keepJobsMs'>;
}): Schedule {
  const { store, clock, jobs } = deps;

  const runNow = (sourceId: string) =>
    jobs.add(SOURCE_RUN_JOB, { sourceId }, { key: `${SOURCE_RUN_JOB}:${sourceId}` });

  async function wait(sourceId: string, at: number): Promise<void> {
    const key = `${SOURCE_DUE_JOB}:${sourceId}:${at}`;
    await jobs.add(SOURCE_DUE_JOB, { sourceId, at }, { key, delayMs: Math.max(0, at - clock.now()) });
  }

  async function planNext(sourceId: string, delayMs?: number): Promise<void> {
    const source = await readSource(store, sourceId);
    if (source === undefined) return;
    const scheduled = source.enabled === 1 && source.every_minutes > 0;
    const at = scheduled ? clock.now() + (delayMs ?? source.every_minutes * 60_000) : null;
    await store.updateTable('sources').set({ next_run_at: at }).where('id', '=', sourceId).execute();
    await forgetJobs();
    if (at !== null) await wait(sourceId, at);
  }

  /** Every interval makes two jobs: without this they would be most of the table some day. */
  async function forgetJobs(): Promise<void> {
    const before = new Date(clock.now() - deps.limits.keepJobsMs).toISOString();
    await store
      .deleteFrom('jobs')
      .where('kind', 'in', [SOURCE_DUE_JOB, SOURCE_RUN_JOB])
      .where('finished_at', '<', before)
      .execute();
  }

  return {
    runNow,
    planNext,

    async resume() {
      const planned = await store
        .selectFrom('sources')
        .select(['id', 'next_run_at'])
        .where('enabled', '=', 1)
        .where('next_run_at', 'is not', null)
        .execute();
      for (const { id, next_run_at } of planned) if (next_run_at !== null) await wait(id, next_run_at);
    },

    dueJob: async (job) => {
      const { sourceId, at } = job.payload as { sourceId: string; at: number };
      const source = await readSource(store, sourceId);
      if (source?.enabled !== 1 || source.next_run_at !== at) return;
      const others = (await openRuns(jobs)).some((run) => run.payload['sourceId'] !== sourceId);
      if (others) await planNext(sourceId, deps.limits.busyMs);
      else await runNow(sourceId);
    },
  };
}
