import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { JobHandler, JobQueue } from '../../core/ports/job-queue.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Store } from '../../core/store/schema.ts';
import { isDiskFull, NO_ROOM, saveIfRoom } from './disk-full.ts';
import { type Parse, prepareFile } from './parse-file.ts';
import { type IndexChange, takeIn } from './take-in.ts';

/** Kind of the job that makes an upload searchable. */
export const UPLOAD_JOB = 'upload';

export type UploadDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  parse: Parse;
  saveIndex(): Promise<void>;
  uploadDir: string;
  /** Whether what has flags stays a draft until somebody publishes it. */
  holdFlagged(): boolean;
  follow(change: IndexChange): Promise<void>;
};

/**
 * Parses an uploaded file and publishes it, or keeps it as a draft where flags are held back. A file that cannot be
 * read leaves its document `failed` with the reason.
 */
export function createUploadJob(deps: UploadDeps): JobHandler {
  const { store } = deps;
  return async (job, { signal }) => {
    const { documentId, by, pending } = job.payload as { documentId: string; by: string; pending: string };
    const document = await store
      .selectFrom('documents')
      .selectAll()
      .where('id', '=', documentId)
      .executeTakeFirst();
    if (document === undefined || document.pending_file !== pending) return;
    const file = path.join(deps.uploadDir, pending);
    const fail = (reason: string) =>
      store.updateTable('documents').set({ status: 'failed', reason }).where('id', '=', documentId).execute();
    const info = await stat(file).catch(() => undefined);
    if (info === undefined) {
      await fail('The uploaded file is gone. Please upload it again.');
      return;
    }
    const source = {
      ...{ file, path: document.path, bytes: info.size },
      charset: document.pending_charset,
    };
    const prepared = await prepareFile(deps.parse, source, signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return { kind: 'rejected' as const, reason: messageOf(error) };
    });
    if (prepared.kind === 'rejected') {
      await fail(prepared.reason);
      return;
    }
    const batch = prepared.revisions.map((revision) => {
      const held = deps.holdFlagged() && revision.flags.length > 0;
      return { collection: document.collection, path: document.path, revision, draft: held, held, by };
    });
    let change: IndexChange | null;
    try {
      await claimForFirst(store, documentId, prepared.revisions[0]?.externalId ?? null);
      ({ change } = await takeIn(deps, batch));
      await store
        .updateTable('documents')
        .set({ pending_file: null, pending_charset: null })
        .where('id', '=', documentId)
        .execute();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      // Where not even the reason has room, the queue tries the whole job again.
      await fail(NO_ROOM.upload);
      return;
    }
    if (change !== null) await deps.follow(change);
    await saveIfRoom(deps.saveIndex);
    await rm(file, { force: true });
  };
}

/** Queues uploads that were stored when the program stopped, or the disk was full, before their job was. */
export async function resumeUploads(store: Store, jobs: JobQueue): Promise<void> {
  const waiting = await store
    .selectFrom('documents')
    .select(['id', 'pending_file'])
    .where('status', '=', 'processing')
    .where('pending_file', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('jobs')
            .select('jobs.id')
            .where('jobs.kind', '=', UPLOAD_JOB)
            .where('jobs.state', 'in', ['queued', 'running'])
            .where(sql<boolean>`json_extract(jobs.payload, '$.pending') = documents.pending_file`),
        ),
      ),
    )
    .execute();
  for (const { id, pending_file: pending } of waiting)
    await jobs.add(UPLOAD_JOB, { documentId: id, by: 'resumed', pending });
}

/** A corpus makes many documents: the row that was shown while uploading becomes the first of them. */
async function claimForFirst(store: Store, documentId: string, externalId: string | null): Promise<void> {
  if (externalId === null) return;
  const row = await store
    .selectFrom('documents')
    .select(['collection', 'path'])
    .where('id', '=', documentId)
    .executeTakeFirstOrThrow();
  const taken = await store
    .selectFrom('documents')
    .select('id')
    .where('collection', '=', row.collection)
    .where('path', '=', row.path)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  if (taken === undefined)
    await store
      .updateTable('documents')
      .set({ external_id: externalId })
      .where('id', '=', documentId)
      .execute();
  else
    await store
      .deleteFrom('documents')
      .where('id', '=', documentId)
      .where('published_revision', 'is', null)
      .execute();
}
