import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { JobQueue } from '../../core/ports/job-queue.ts';
import type { Store } from '../../core/store/schema.ts';
import { UPLOAD_JOB } from './upload-job.ts';

const WAITING_JOBS = 1_000;

type Needs = { store: Store; jobs: Pick<JobQueue, 'list'>; uploadDir: string };

/** Bytes of files that a person brought, and of all files: every revision that is kept, and uploads that wait. */
export async function storageUse(
  { store, jobs, uploadDir }: Needs,
  by: string,
): Promise<{ person: number; total: number }> {
  const sums = await store
    .selectFrom('revisions')
    .select((row) => [
      row.fn.coalesce(row.fn.sum<number>('bytes'), row.lit(0)).as('total'),
      row.fn
        .coalesce(row.fn.sum<number>('bytes').filterWhere('created_by', '=', by), row.lit(0))
        .as('person'),
    ])
    .executeTakeFirstOrThrow();
  const use = { person: Number(sums.person), total: Number(sums.total) };
  for (const job of await jobs.list({ kind: UPLOAD_JOB, limit: WAITING_JOBS })) {
    if (job.state !== 'queued' && job.state !== 'running') continue;
    const { pending, by: brought } = job.payload as { pending?: string; by?: string };
    const bytes = pending === undefined ? 0 : await sizeOf(path.join(uploadDir, path.basename(pending)));
    use.total += bytes;
    if (brought === by) use.person += bytes;
  }
  return use;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}
