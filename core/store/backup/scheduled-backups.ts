import { constants } from 'node:fs';
import { access, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../errors.ts';
import {
  BACKUP_JOB,
  type BackupPlan,
  type BackupRun,
  type Backups,
  backupIntervals,
} from '../../ports/backups.ts';
import { type Clock, isoNow } from '../../ports/clock.ts';
import type { Job, JobHandler, JobQueue } from '../../ports/job-queue.ts';
import type { Random } from '../../ports/random.ts';
import type { BackupRunsTable } from '../backup-tables.ts';
import type { Store } from '../schema.ts';
import { backUp } from './back-up.ts';
import { lastDue, nextDue } from './due.ts';
import { backupLimits } from './limits.ts';

export type BackupDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  jobs: JobQueue;
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
  dataDir: string;
  version: string;
  /** Folders that may be chosen. */
  folders(): readonly string[];
};

/**
 * Backups on schedule. The next one is a job that waits until it is due: a killed process takes it up again. Only what
 * was made here is ever deleted again.
 */
export function createScheduledBackups(deps: BackupDeps): {
  backups: Backups;
  backupJob: JobHandler;
} {
  const { store, clock, random, jobs, log } = deps;

  async function plan(): Promise<BackupPlan> {
    const row = await store.selectFrom('backup_schedule').selectAll().where('id', '=', 1).executeTakeFirst();
    const folder = deps.folders()[0] ?? '';
    if (row === undefined) return { every: 'off', folder, keep: backupLimits.keep };
    return {
      every: backupIntervals.find((one) => one === row.every) ?? 'off',
      folder: row.folder,
      keep: row.keep,
    };
  }

  const newest = (made: boolean) =>
    store
      .selectFrom('backup_runs')
      .selectAll()
      .where('error', made ? 'is' : 'is not', null)
      .orderBy('ended_at', 'desc')
      .executeTakeFirst();
  const timeOf = (row: BackupRunsTable | undefined) =>
    row === undefined ? null : Date.parse(row.started_at);

  async function dueAt(): Promise<number | null> {
    const { every } = await plan();
    if (every === 'off') return null;
    const lastGood = timeOf(await newest(true));
    const failed = timeOf(await newest(false));
    const lastFailed = failed !== null && failed > (lastGood ?? 0) ? failed : null;
    return nextDue(every, { now: clock.now(), lastGood, lastFailed });
  }

  /** One waiting job for the next due moment, and no other. */
  async function planNext(but?: Job): Promise<void> {
    const at = await dueAt();
    const planned = (await jobs.list({ kind: BACKUP_JOB })).filter(
      ({ id, payload }) => payload['planned'] === true && id !== but?.id,
    );
    for (const { id, state, payload } of planned)
      if (state === 'queued' && payload['at'] !== at) await jobs.cancel(id);
    // One that is being made plans the next itself; where its process was killed, it is taken up again.
    if (at === null || planned.some(({ state }) => state === 'running')) return;
    const delayMs = Math.max(0, at - clock.now());
    await jobs.add(BACKUP_JOB, { planned: true, at }, { key: `${BACKUP_JOB}-${at}`, delayMs });
  }

  async function record(run: Omit<BackupRunsTable, 'id' | 'ended_at' | 'removed'>): Promise<void> {
    const row = { ...run, id: random.id('bak'), ended_at: isoNow(clock), removed: 0 };
    await store.insertInto('backup_runs').values(row).execute();
  }

  /** Deletes what was made here and is older than the last `keep`. */
  async function removeOld({ folder, keep }: BackupPlan): Promise<void> {
    const rows = await store
      .selectFrom('backup_runs')
      .select(['id', 'path'])
      .where('folder', '=', folder)
      .where('path', 'is not', null)
      .where('removed', '=', 0)
      .orderBy('ended_at', 'desc')
      .execute();
    for (const { id, path: made } of rows.slice(keep)) {
      if (made !== null) await rm(made, { recursive: true, force: true });
      await store.updateTable('backup_runs').set({ removed: 1 }).where('id', '=', id).execute();
    }
    const old = await store
      .selectFrom('backup_runs')
      .select('id')
      .where((row) => row.or([row('removed', '=', 1), row('error', 'is not', null)]))
      .orderBy('ended_at', 'desc')
      .offset(backupLimits.runs)
      .limit(1_000)
      .execute();
    for (const { id } of old) await store.deleteFrom('backup_runs').where('id', '=', id).execute();
  }

  async function make(): Promise<void> {
    const wanted = await plan();
    const started_at = isoNow(clock);
    const { folder } = wanted;
    try {
      const { dataDir, version } = deps;
      const made = await backUp({ dataDir, into: folder, withKey: false, version, clock });
      await record({ folder, started_at, path: made.path, bytes: made.bytes, error: null });
      log.info({ path: made.path, bytes: made.bytes }, 'a backup was made');
      await removeOld(wanted);
    } catch (error) {
      log.error({ folder, error: messageOf(error) }, 'a backup failed');
      await record({ folder, started_at, path: null, bytes: null, error: messageOf(error) });
    }
  }

  const backups: Backups = {
    plan,
    async state() {
      const runs = await store
        .selectFrom('backup_runs')
        .selectAll()
        .orderBy('ended_at', 'desc')
        .limit(backupLimits.runs)
        .execute();
      const open = (await jobs.list({ kind: BACKUP_JOB })).filter(
        ({ state, payload }) => state === 'running' || (state === 'queued' && payload['planned'] !== true),
      );
      const at = await dueAt();
      return {
        plan: await plan(),
        folders: [...deps.folders()],
        next: at === null ? null : new Date(at).toISOString(),
        busy: open.length > 0,
        runs: runs.map(toRun),
      };
    },
    async change(wanted) {
      const { every, folder, keep } = wanted;
      if (!deps.folders().includes(folder))
        return 'Backups may not be made in this folder. Name it in DOCENT_BACKUP_FOLDERS and start Docent again.';
      if (!Number.isInteger(keep) || keep < 1 || keep > backupLimits.mostKept)
        return `1 to ${backupLimits.mostKept} backups can be kept.`;
      const unusable = every === 'off' ? null : await whyUnusable(folder);
      if (unusable !== null) return unusable;
      await store
        .insertInto('backup_schedule')
        .values({ id: 1, every, folder, keep })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ every, folder, keep }))
        .execute();
      await planNext();
      return null;
    },
    follow: () => planNext(),
    async now() {
      await jobs.add(BACKUP_JOB, {}, { key: `${BACKUP_JOB}-now` });
    },
    async isWell() {
      const [good, failed] = [timeOf(await newest(true)), timeOf(await newest(false))];
      if (failed !== null && failed > (good ?? 0)) return false;
      const { every } = await plan();
      if (every === 'off' || good === null) return true;
      const late = clock.now() - backupLimits.graceMs;
      return good >= lastDue(every, late);
    },
  };

  return {
    backups,
    async backupJob(job) {
      await make();
      await planNext(job);
    },
  };
}

/** Why nothing can be written into a folder, in words; it is made where it is not there. */
async function whyUnusable(folder: string): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(path.join(folder), constants.W_OK);
    return null;
  } catch (error) {
    return `Docent cannot write into this folder: ${messageOf(error)}`;
  }
}

const toRun = (row: BackupRunsTable): BackupRun => ({
  id: row.id,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  path: row.path,
  bytes: row.bytes,
  error: row.error,
  removed: row.removed === 1,
});
