import { AppError, messageOf } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import { isoNow } from '../ports/clock.ts';
import type { Job, JobHandler, JobQueue } from '../ports/job-queue.ts';
import type { Random } from '../ports/random.ts';
import type { JobsTable, Store } from './schema.ts';

const limits = {
  leaseMs: 60_000,
  renewMs: 20_000,
  maxAttempts: 3,
  retryMs: 2_000,
  idleMs: 250,
  concurrency: 2,
} as const;

const UNFINISHED = ['queued', 'running'];

/**
 * Jobs as rows with leases. A worker claims a due row by one guarded update, renews its lease while it
 * works, and a row whose lease has run out is due again: so a killed process loses no job.
 */
export function createJobQueue(deps: {
  store: Store;
  clock: Clock;
  random: Random;
  log: { error(fields: object, message: string): void };
}): JobQueue {
  const { store, clock, random, log } = deps;
  const handlers: Record<string, JobHandler> = {};
  const running = new Map<string, { controller: AbortController; done: Promise<void> }>();
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;
  let wake = Promise.withResolvers<void>();

  async function claim(): Promise<Job | undefined> {
    const now = clock.now();
    const row = await store
      .updateTable('jobs')
      .set((eb) => ({
        state: 'running',
        lease_until: now + limits.leaseMs,
        attempts: eb('attempts', '+', 1),
      }))
      .where('id', '=', (eb) =>
        eb
          .selectFrom('jobs')
          .select('id')
          .where('kind', 'in', Object.keys(handlers))
          .where((or) =>
            or.or([
              or.and([or('state', '=', 'queued'), or('run_at', '<=', now)]),
              or.and([or('state', '=', 'running'), or('lease_until', '<', now)]),
            ]),
          )
          .orderBy('run_at')
          .limit(1),
      )
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? undefined : toJob(row);
  }

  async function run(job: Job, controller: AbortController): Promise<void> {
    const signal = AbortSignal.any([controller.signal, stopping.signal]);
    const renew = setInterval(() => void setLease(job.id), limits.renewMs);
    try {
      await handlers[job.kind]?.(job, {
        signal,
        progress: async (fraction, message) => {
          await store
            .updateTable('jobs')
            .set({ progress: fraction, message, lease_until: clock.now() + limits.leaseMs })
            .where('id', '=', job.id)
            .where('state', '=', 'running')
            .execute();
        },
      });
      await close(job.id, 'done', '');
    } catch (error) {
      if (stopping.signal.aborted) await requeue(job.id, clock.now(), job.attempts - 1);
      else if (controller.signal.aborted) await close(job.id, 'cancelled', 'cancelled');
      else if (job.attempts < limits.maxAttempts)
        await requeue(
          job.id,
          clock.now() + limits.retryMs * 2 ** (job.attempts - 1),
          job.attempts,
          messageOf(error),
        );
      else {
        log.error({ job: job.id, kind: job.kind, error: messageOf(error) }, 'job failed for good');
        await close(job.id, 'failed', messageOf(error));
      }
    } finally {
      clearInterval(renew);
    }
  }

  async function setLease(id: string): Promise<void> {
    await store
      .updateTable('jobs')
      .set({ lease_until: clock.now() + limits.leaseMs })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  }

  async function requeue(id: string, runAt: number, attempts: number, message = ''): Promise<void> {
    await store
      .updateTable('jobs')
      .set({ state: 'queued', run_at: runAt, lease_until: null, attempts, message })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  }

  async function close(id: string, state: Job['state'], message: string): Promise<void> {
    await store
      .updateTable('jobs')
      .set({
        state,
        message,
        lease_until: null,
        finished_at: isoNow(clock),
        ...(state === 'done' ? { progress: 1 } : {}),
      })
      .where('id', '=', id)
      .where('state', 'in', UNFINISHED)
      .execute();
  }

  async function takeJobs(): Promise<void> {
    while (!stopping.signal.aborted) {
      const job = running.size < limits.concurrency ? await claim() : undefined;
      if (job === undefined) {
        await Promise.race([wake.promise, clock.sleep(limits.idleMs)]);
        wake = Promise.withResolvers<void>();
        continue;
      }
      const controller = new AbortController();
      const done = run(job, controller)
        .catch((error: unknown) =>
          log.error({ job: job.id, error: messageOf(error) }, 'job bookkeeping failed'),
        )
        .finally(() => {
          running.delete(job.id);
          wake.resolve();
        });
      running.set(job.id, { controller, done });
    }
  }

  return {
    async add(kind, payload, options = {}) {
      if (options.key !== undefined) {
        const same = await store
          .selectFrom('jobs')
          .select('id')
          .where('key', '=', options.key)
          .where('state', 'in', UNFINISHED)
          .executeTakeFirst();
        if (same !== undefined) return same.id;
      }
      const id = random.id('job');
      await store
        .insertInto('jobs')
        .values({
          id,
          kind,
          key: options.key ?? null,
          payload: JSON.stringify(payload),
          state: 'queued',
          attempts: 0,
          progress: null,
          message: '',
          run_at: clock.now() + (options.delayMs ?? 0),
          lease_until: null,
          created_at: isoNow(clock),
          finished_at: null,
        })
        .execute();
      wake.resolve();
      return id;
    },
    async get(id) {
      const row = await store.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toJob(row);
    },
    async list(options = {}) {
      let query = store
        .selectFrom('jobs')
        .selectAll()
        .orderBy('created_at', 'desc')
        .limit(options.limit ?? 50);
      if (options.kind !== undefined) query = query.where('kind', '=', options.kind);
      return (await query.execute()).map(toJob);
    },
    async cancel(id) {
      running.get(id)?.controller.abort();
      await close(id, 'cancelled', 'cancelled');
    },
    work(more) {
      Object.assign(handlers, more);
      loop ??= takeJobs();
    },
    async finished(id) {
      for (;;) {
        const job = await this.get(id);
        if (job === undefined)
          throw new AppError('jobs.unknown', `There is no job ${id}.`, 'It may have been deleted.');
        if (!UNFINISHED.includes(job.state)) return job;
        await clock.sleep(50);
      }
    },
    async stop() {
      stopping.abort();
      wake.resolve();
      await loop;
      await Promise.all([...running.values()].map((task) => task.done));
    },
  };
}

function toJob(row: JobsTable): Job {
  return {
    id: row.id,
    kind: row.kind,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    state: row.state as Job['state'],
    attempts: row.attempts,
    progress: row.progress,
    message: row.message,
    createdAt: row.created_at,
  };
}
