import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { JobQueue } from '../../core/ports/job-queue.ts';
import type { Library } from '../../core/ports/library.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Store } from '../../core/store/schema.ts';
import { isDiskFull, NO_ROOM, withRoom } from './disk-full.ts';
import { titleFromName } from './parse-file.ts';
import { addDocument } from './take-in.ts';
import { UPLOAD_JOB } from './upload-job.ts';

type UploadedFile = Parameters<Library['upload']>[0];

type TakeUploadDeps = { store: Store; clock: Clock; random: Random; jobs: JobQueue; uploadDir: string };

const LONGEST_NAME = 300;

/** Keeps an uploaded file with a document that is being processed, and queues the job that reads it. */
export async function takeUpload(deps: TakeUploadDeps, file: UploadedFile): Promise<{ documentId: string }> {
  const { store, jobs } = deps;
  const name = safeName(file.name);
  const pending = deps.random.id('file');
  const kept = path.join(deps.uploadDir, pending);
  const keep = async (): Promise<string> => {
    await mkdir(deps.uploadDir, { recursive: true });
    await rename(file.tempFile, kept);
    return noteUpload(deps, { ...file, name }, pending);
  };
  const documentId = await withRoom(`${name} was not taken in.`, keep()).catch(async (error: unknown) => {
    await rm(kept, { force: true });
    throw error;
  });
  try {
    await jobs.add(UPLOAD_JOB, { documentId, by: file.by, pending });
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    // Where this has no room either, the document goes on being processed: the next start queues it.
    const reason = { status: 'failed', reason: NO_ROOM.upload } as const;
    await store
      .updateTable('documents')
      .set(reason)
      .where('id', '=', documentId)
      .execute()
      .catch(() => {});
  }
  return { documentId };
}

/** The document of an upload: a new one, or the one that has this path. */
function noteUpload(deps: TakeUploadDeps, file: UploadedFile, pending: string): Promise<string> {
  const { collection, name } = file;
  return deps.store.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('documents')
      .select('id')
      .where('collection', '=', collection)
      .where('path', '=', name)
      .where('external_id', 'is', null)
      .executeTakeFirst();
    if (known === undefined) {
      const revision = { externalId: null, title: titleFromName(name) };
      const place = { collection, path: name, revision };
      return addDocument(trx, deps, place, {
        status: 'processing',
        pendingFile: pending,
        pendingCharset: file.charset ?? null,
      });
    }
    await trx
      .updateTable('documents')
      .set({
        ...{ status: 'processing', reason: null, updated_at: isoNow(deps.clock) },
        ...{ pending_file: pending, pending_charset: file.charset ?? null },
      })
      .where('id', '=', known.id)
      .execute();
    return known.id;
  });
}

/** An upload's name as a path of the library: folders kept, nothing that climbs out, no control characters. */
function safeName(name: string): string {
  const parts = name
    .normalize('NFC')
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => part.replace(/\p{C}/gu, '').trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  const clean = parts.join('/').slice(-LONGEST_NAME);
  return clean === '' ? 'unnamed' : clean;
}
