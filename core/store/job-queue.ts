import { AppError, messageOf } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobHandler, JobQueue } from '../ports/job-queue.ts';
import type { Random } from '../ports/random.ts';
import { type ClaimedJob, createJobRows, isUnfinished } from './job-rows.ts';
import type { Store } from './schema.ts';

export const jobLimits = {
  /** A killed process's job is taken again after this long, so it is also the wait after a crash. */
  leaseMs: 20_000,
  renewMs: 5_000,
  /** Throws until a job has failed. */
  maxAttempts: 3,
  /** Wait after the first throw; each further one doubles it. */
  retryMs: 2_000,
  /** Claims until a job that never throws, only takes its process down, is given up. */
  maxClaims: 10,
  idleMs: 250,
  concurrency: 2,
} as const;

type Running = { job: ClaimedJob; controller: AbortController; done: Promise<void> };

/**
 * Jobs as rows with leases. A worker claims a due row, renews its lease while it works, and a row whose lease
 * has run out is due again: so a killed process loses no job. A worker that was overtaken (its lease ran out,
 * or somebody cancelled) notices at its next renewal, aborts its handler and can no longer change the row.
 */
export function createJobQueue(deps: {
  store: Store;
  clock: Clock;
  random: Random;
  log: { error(fields: object, message: string): void };
}): JobQueue {
  const { clock, log } = deps;
  const rows = createJobRows(deps);
  const handlers = new Map<string, JobHandler>();
  const running = new Map<string, Running>();
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;
  let wake = Promise.withResolvers<void>();

  async function claim(): Promise<ClaimedJob | undefined> {
    if (running.size >= jobLimits.concurrency) return undefined;
    // A cancelled job may still be winding down here: its key is free only when its handler has ended.
    const busy = [...running.values()].map(({ job }) => job);
    const keys = busy.flatMap(({ key }) => key ?? []);
    try {
      return await rows.claim(
        [...handlers.keys()],
        { ids: busy.map(({ id }) => id), keys },
        jobLimits.leaseMs,
      );
    } catch (error) {
      log.error({ error: messageOf(error) }, 'taking a job failed');
      return undefined;
    }
  }

  async function run(job: ClaimedJob, controller: AbortController): Promise<void> {
    const ended = new AbortController();
    const renewing = keepLease(job, controller, ended.signal);
    try {
      if (job.attempts > jobLimits.maxClaims)
        return await rows.close(
          job,
          'failed',
          `The program stopped ${jobLimits.maxClaims} times during this job.`,
        );
      await handlers.get(job.kind)?.(job, {
        signal: controller.signal,
        progress: async (progress, message) => {
          if (!(await rows.renew(job, jobLimits.leaseMs, { progress, message }))) controller.abort();
        },
      });
      await rows.close(job, 'done', '');
    } catch (error) {
      await giveBack(job, controller, error);
    } finally {
      ended.abort();
      await renewing;
    }
  }

  /** After a throw: later, or never. */
  async function giveBack(job: ClaimedJob, controller: AbortController, error: unknown): Promise<void> {
    const message = messageOf(error);
    if (stopping.signal.aborted) {
      await rows.requeue(job, { runAt: clock.now(), attempts: job.attempts - 1, message: '' });
    } else if (controller.signal.aborted) {
      // Cancelled, or another worker has it: the row is no longer ours.
      return;
    } else if (job.attempts < jobLimits.maxAttempts) {
      const wait = jobLimits.retryMs * 2 ** (job.attempts - 1);
      await rows.requeue(job, { runAt: clock.now() + wait, attempts: job.attempts, message });
    } else {
      log.error({ job: job.id, kind: job.kind, error: message }, 'job failed for good');
      await rows.close(job, 'failed', message);
    }
  }

  async function keepLease(job: ClaimedJob, controller: AbortController, ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      await clock.sleep(jobLimits.renewMs, ended).catch(() => undefined);
      if (ended.aborted) return;
      try {
        if (!(await rows.renew(job, jobLimits.leaseMs))) controller.abort();
      } catch (error) {
        log.error({ job: job.id, error: messageOf(error) }, 'renewing a lease failed');
      }
    }
  }

  async function takeJobs(): Promise<void> {
    while (!stopping.signal.aborted) {
      const job = await claim();
      if (job === undefined) {
        await Promise.race([wake.promise, clock.sleep(jobLimits.idleMs)]);
        wake = Promise.withResolvers<void>();
        continue;
      }
      const controller = new AbortController();
      if (stopping.signal.aborted) controller.abort();
      const done = run(job, controller)
        .catch((error: unknown) =>
          log.error({ job: job.id, error: messageOf(error) }, 'job bookkeeping failed'),
        )
        .finally(() => {
          running.delete(job.id);
          wake.resolve();
        });
      running.set(job.id, { job, controller, done });
    }
  }

  return {
    async add(kind, payload, options = {}) {
      const id = await rows.add(kind, payload, options);
      wake.resolve();
      return id;
    },
    get: (id) => rows.get(id),
    list: (options = {}) => rows.list(options),
    async cancel(id) {
      await rows.cancel(id);
      running.get(id)?.controller.abort();
    },
    work(more) {
      for (const [kind, handler] of Object.entries(more)) handlers.set(kind, handler);
      loop ??= takeJobs();
      wake.resolve();
    },
    async finished(id) {
      for (;;) {
        const job = await rows.get(id);
        if (job === undefined)
          throw new AppError('jobs.unknown', `There is no job ${id}.`, 'It may have been deleted.');
        if (!isUnfinished(job.state)) return job;
        await clock.sleep(50);
      }
    },
    async stop() {
      stopping.abort();
      for (const { controller } of running.values()) controller.abort();
      wake.resolve();
      await loop;
      await Promise.all([...running.values()].map((task) => task.done));
    },
  };
}
