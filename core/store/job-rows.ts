import { sql } from 'kysely';
import type { Clock } from '../ports/clock.ts';
import { isoNow } from '../ports/clock.ts';
import type { Job } from '../ports/job-queue.ts';
import type { Random } from '../ports/random.ts';
import type { JobsTable, Store } from './schema.ts';

/** A job this process has claimed. `attempts` is its fence: whoever claims it later has a higher one. */
export type ClaimedJob = Job & { key: string | null };

/** What a worker keeps away from: it still runs these itself, whatever their rows say. */
export type Busy = { ids: readonly string[]; keys: readonly string[] };

/** The `jobs` table as the queue uses it; each change is one guarded statement. */
export type JobRows = {
  add(kind: string, payload: object, options: { key?: string; delayMs?: number }): Promise<string>;
  get(id: string): Promise<Job | undefined>;
  list(options: { kind?: string; limit?: number }): Promise<Job[]>;
  /** Takes the job that is due longest: queued and due, or running with a lease that has run out. */
  claim(kinds: readonly string[], busy: Busy, leaseMs: number): Promise<ClaimedJob | undefined>;
  /** Renews the lease of a claimed job; false when it is no longer ours (cancelled, or claimed by another). */
  renew(job: Job, leaseMs: number, report?: { progress: number | null; message: string }): Promise<boolean>;
  /** Gives a claimed job back, due at `runAt`. */
  requeue(job: Job, change: { runAt: number; attempts: number; message: string }): Promise<void>;
  /** Ends a claimed job. */
  close(job: Job, state: 'done' | 'failed', message: string): Promise<void>;
  /** Ends a job whoever holds it. */
  cancel(id: string): Promise<void>;
};

const UNFINISHED = ['queued', 'running'] as const;
const PAGE = 50;

export function isUnfinished(state: Job['state']): boolean {
  return state === 'queued' || state === 'running';
}

export function createJobRows(deps: { store: Store; clock: Clock; random: Random }): JobRows {
  const { store, clock, random } = deps;

  /** Candidates for a claim; used twice, so that the update proves what the look-up saw. */
  function due(kinds: readonly string[], busy: Busy) {
    const now = clock.now();
    let query = store
      .selectFrom('jobs')
      .select('id')
      .where('kind', 'in', kinds)
      .where((eb) =>
        eb.or([
          eb.and([eb('state', '=', 'queued'), eb('run_at', '<=', now)]),
          eb.and([eb('state', '=', 'running'), eb('lease_until', '<', now)]),
        ]),
      );
    if (busy.ids.length > 0) query = query.where('id', 'not in', busy.ids);
    if (busy.keys.length > 0)
      query = query.where((eb) => eb.or([eb('key', 'is', null), eb('key', 'not in', busy.keys)]));
    return query;
  }

  function ours(job: Job) {
    return store
      .updateTable('jobs')
      .where('id', '=', job.id)
      .where('state', '=', 'running')
      .where('attempts', '=', job.attempts);
  }

  async function unfinishedWith(key: string): Promise<string | undefined> {
    const row = await store
      .selectFrom('jobs')
      .select('id')
      .where('key', '=', key)
      .where('state', 'in', UNFINISHED)
      .executeTakeFirst();
    return row?.id;
  }

  return {
    async add(kind, payload, { key, delayMs = 0 }) {
      const id = random.id('job');
      const now = clock.now();
      for (;;) {
        const same = key === undefined ? undefined : await unfinishedWith(key);
        if (same !== undefined) return same;
        // One statement, so that of two callers with the same key only one adds a row.
        const { numAffectedRows } = await sql`
          INSERT INTO jobs (id, kind, key, payload, state, attempts, progress, message, run_at, lease_until,
            created_at, finished_at)
          SELECT ${id}, ${kind}, ${key ?? null}, ${JSON.stringify(payload)}, 'queued', 0, NULL, '',
            ${now + delayMs}, NULL, ${isoNow(clock)}, NULL
          WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE key = ${key ?? null} AND state IN ('queued', 'running'))
        `.execute(store);
        if (numAffectedRows === 1n) return id;
      }
    },

    async get(id) {
      const row = await store.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toJob(row);
    },

    async list({ kind, limit = PAGE }) {
      let query = store.selectFrom('jobs').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
      if (kind !== undefined) query = query.where('kind', '=', kind);
      return (await query.limit(limit).execute()).map(toJob);
    },

    async claim(kinds, busy, leaseMs) {
      for (;;) {
        // Looking costs no write lock: an idle queue must not disturb other writers.
        const next = await due(kinds, busy).orderBy('run_at').orderBy('id').limit(1).executeTakeFirst();
        if (next === undefined) return undefined;
        const row = await store
          .updateTable('jobs')
          .set((eb) => ({
            state: 'running',
            lease_until: clock.now() + leaseMs,
            attempts: eb('attempts', '+', 1),
          }))
          .where('id', '=', next.id)
          .where('id', 'in', due(kinds, busy))
          .returningAll()
          .executeTakeFirst();
        if (row !== undefined) return { ...toJob(row), key: row.key };
      }
    },

    async renew(job, leaseMs, report) {
      const { numUpdatedRows } = await ours(job)
        .set({ lease_until: clock.now() + leaseMs, ...report })
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async requeue(job, { runAt, attempts, message }) {
      await ours(job).set({ state: 'queued', run_at: runAt, lease_until: null, attempts, message }).execute();
    },

    async close(job, state, message) {
      const end = { state, message, lease_until: null, finished_at: isoNow(clock) };
      await ours(job)
        .set(state === 'done' ? { ...end, progress: 1 } : end)
        .execute();
    },

    async cancel(id) {
      await store
        .updateTable('jobs')
        .set({ state: 'cancelled', message: 'cancelled', lease_until: null, finished_at: isoNow(clock) })
        .where('id', '=', id)
        .where('state', 'in', UNFINISHED)
        .execute();
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
