import { AppError } from '../../errors.ts';
import { type Clock, isoNow } from '../../ports/clock.ts';
import type { Store } from '../../store/schema.ts';
import type { TrainingJobFilesTable, TrainingJobsTable } from '../../store/training-job-tables.ts';

export type JobRow = TrainingJobsTable;
export type FileRow = TrainingJobFilesTable;

/** States in which a service, or we, still have something to do. */
export const OPEN = ['uploading', 'creating', 'training', 'trained'] as const;

type Deps = { store: Store; clock: Clock };

export async function findJob(store: Store, id: string): Promise<JobRow | undefined> {
  return store.selectFrom('training_jobs').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function jobRow(store: Store, id: string): Promise<JobRow> {
  const row = await findJob(store, id);
  if (row === undefined)
    throw new AppError('tune.job', `There is no job ${id}.`, 'docent tune job list shows them.');
  return row;
}

/** Newest first. */
export async function listJobs(store: Store): Promise<JobRow[]> {
  return store.selectFrom('training_jobs').selectAll().orderBy('id', 'desc').execute();
}

export async function changeJob(
  { store, clock }: Deps,
  id: string,
  values: Partial<Omit<JobRow, 'id' | 'created_at' | 'updated_at'>>,
): Promise<JobRow> {
  await store
    .updateTable('training_jobs')
    .set({ ...values, updated_at: isoNow(clock) })
    .where('id', '=', id)
    .execute();
  return jobRow(store, id);
}

export async function filesOf(store: Store, jobId: string): Promise<FileRow[]> {
  return store
    .selectFrom('training_job_files')
    .selectAll()
    .where('job_id', '=', jobId)
    .orderBy('split')
    .execute();
}

export async function changeFile(
  store: Store,
  { job_id, split }: FileRow,
  values: Partial<Pick<FileRow, 'sent' | 'remote_id' | 'text'>>,
): Promise<void> {
  await store
    .updateTable('training_job_files')
    .set(values)
    .where('job_id', '=', job_id)
    .where('split', '=', split)
    .execute();
}

/** What members wrote is not kept for longer than it is needed. */
export async function dropTexts(store: Store, jobId: string, splits: readonly string[]): Promise<void> {
  await store
    .updateTable('training_job_files')
    .set({ text: '' })
    .where('job_id', '=', jobId)
    .where('split', 'in', splits)
    .execute();
}
