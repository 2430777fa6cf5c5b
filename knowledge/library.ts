import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../core/errors.ts';
import { type Clock, isoNow } from '../core/ports/clock.ts';
import type { JobHandler, JobQueue } from '../core/ports/job-queue.ts';
import type { Library } from '../core/ports/library.ts';
import type { Random } from '../core/ports/random.ts';
import { bumpGeneration, readGeneration } from '../core/store/meta.ts';
import type { Store } from '../core/store/schema.ts';
import { currentPassages, deleteDocumentRows, findDocument, listDocuments, passagesOf } from './documents.ts';
import { followStore, passagesToIndex } from './follow-store.ts';
import type { SearchIndex } from './index/index-client.ts';
import { hashFile, ingestPaths } from './ingest.ts';
import { type Parse, prepareFile, titleFromName } from './parse-file.ts';
import { createEmbedJob, EMBED_JOB, type PassageVectors } from './passage-vectors.ts';
import { publishRevision } from './revisions.ts';
import { addDocument, type IndexChange, takeIn } from './take-in.ts';

export type LibraryDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  parse: Parse;
  index: SearchIndex;
  jobs: JobQueue;
  /** A provider's vectors; without them the index trains its own. */
  vectors?: PassageVectors | undefined;
  /** Folder that keeps uploaded files until they are searchable. */
  uploadDir: string;
};

const LONGEST_NAME = 300;

/** Kind of the job that makes an upload searchable. */
export const UPLOAD_JOB = 'upload';

/** The library and the handler of its jobs. */
export function createLibrary(deps: LibraryDeps): {
  library: Library;
  uploadJob: JobHandler;
  embedJob: JobHandler;
} {
  const { store, clock, jobs } = deps;
  const onIncomplete = () => void jobs.add(EMBED_JOB, {}, { key: EMBED_JOB });
  const follow = followStore({ ...deps, onIncomplete });

  async function change(documentId: string, revision: 'newest-draft' | 'previous'): Promise<boolean> {
    const moved = await store.transaction().execute(async (trx): Promise<IndexChange | null> => {
      const target = await revisionOf(trx, documentId, revision);
      if (target === undefined) return null;
      const ids = await publishRevision(trx, deps, documentId, target);
      return { ...ids, generation: await bumpGeneration(trx) };
    });
    if (moved === null) return false;
    await follow(moved);
    return true;
  }

  const library: Library = {
    ingest: (paths, options) =>
      ingestPaths({ ...deps, follow }, paths, options).finally(() => deps.index.save()),

    async upload(file) {
      const name = safeName(file.name);
      await mkdir(deps.uploadDir, { recursive: true });
      const pending = deps.random.id('file');
      await rename(file.tempFile, path.join(deps.uploadDir, pending));
      const documentId = await store.transaction().execute(async (trx) => {
        const known = await trx
          .selectFrom('documents')
          .select(['id', 'pending_file'])
          .where('collection', '=', file.collection)
          .where('path', '=', name)
          .where('external_id', 'is', null)
          .executeTakeFirst();
        if (known === undefined) {
          const revision = { externalId: null, title: titleFromName(name) };
          return addDocument(
            trx,
            deps,
            { collection: file.collection, path: name, revision },
            { status: 'processing', pendingFile: pending },
          );
        }
        await trx
          .updateTable('documents')
          .set({ status: 'processing', reason: null, pending_file: pending, updated_at: isoNow(clock) })
          .where('id', '=', known.id)
          .execute();
        return known.id;
      });
      await jobs.add(UPLOAD_JOB, { documentId, by: file.by, pending });
      return { documentId };
    },

    async retry(documentId) {
      const row = await store
        .selectFrom('documents')
        .select('pending_file')
        .where('id', '=', documentId)
        .executeTakeFirst();
      if (row?.pending_file == null) return false;
      const there = await stat(path.join(deps.uploadDir, row.pending_file)).catch(() => undefined);
      if (there === undefined) return false;
      await store
        .updateTable('documents')
        .set({ status: 'processing', reason: null })
        .where('id', '=', documentId)
        .execute();
      await jobs.add(UPLOAD_JOB, { documentId, by: 'retry', pending: row.pending_file });
      return true;
    },

    list: (options) => listDocuments(store, options),
    find: (idOrPath) => findDocument(store, idOrPath),
    passages: (documentId) => passagesOf(store, documentId),
    passage: async (passageId) => (await currentPassages(store, [Number(passageId)]))[0],

    async delete(documentId) {
      const row = await store
        .selectFrom('documents')
        .select('pending_file')
        .where('id', '=', documentId)
        .executeTakeFirst();
      if (row === undefined) return false;
      const gone = await store.transaction().execute(async (trx) => {
        const removed = await deleteDocumentRows(trx, documentId);
        return { added: [], removed, generation: await bumpGeneration(trx) };
      });
      if (row.pending_file !== null) await rm(path.join(deps.uploadDir, row.pending_file), { force: true });
      await follow(gone);
      await deps.index.save();
      return true;
    },

    publish: (documentId) => change(documentId, 'newest-draft'),
    rollback: (documentId) => change(documentId, 'previous'),

    async collections() {
      const rows = await store
        .selectFrom('documents')
        .select((eb) => ['collection', eb.fn.countAll<number>().as('documents')])
        .groupBy('collection')
        .orderBy('collection')
        .execute();
      return rows.map((row) => ({ collection: row.collection, documents: Number(row.documents) }));
    },
  };

  const { vectors } = deps;
  const embedJob: JobHandler =
    vectors === undefined
      ? async () => {}
      : createEmbedJob({
          vectors,
          passages: (ids) => passagesToIndex(store, ids),
          reindex: async (ids) =>
            follow({ added: ids, removed: [], generation: await readGeneration(store) }),
        });
  return { library, uploadJob: createUploadJob(deps, follow), embedJob };
}

/** Parses an uploaded file and publishes it; a file that cannot be read leaves its document `failed` with the reason. */
function createUploadJob(deps: LibraryDeps, follow: (change: IndexChange) => Promise<void>): JobHandler {
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
    const source = { file, path: document.path, bytes: info.size, sha256: await hashFile(file) };
    const prepared = await prepareFile(deps.parse, source, signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return { kind: 'rejected' as const, reason: messageOf(error) };
    });
    if (prepared.kind === 'rejected') {
      await fail(prepared.reason);
      return;
    }
    await claimForFirst(store, documentId, prepared.revisions[0]?.externalId ?? null);
    const batch = prepared.revisions.map((revision) => ({
      collection: document.collection,
      path: document.path,
      revision,
      draft: false,
      by,
    }));
    const { change } = await takeIn(deps, batch);
    await store.updateTable('documents').set({ pending_file: null }).where('id', '=', documentId).execute();
    if (change !== null) await follow(change);
    await deps.index.save();
    await rm(file, { force: true });
  };
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

async function revisionOf(
  trx: Store,
  documentId: string,
  which: 'newest-draft' | 'previous',
): Promise<string | undefined> {
  const rows = await trx
    .selectFrom('revisions')
    .select(['id', 'state', 'number'])
    .where('document_id', '=', documentId)
    .orderBy('number', 'desc')
    .execute();
  const published = rows.find((row) => row.state === 'published');
  if (which === 'newest-draft')
    return rows.find((row) => row.state === 'draft' && row.number > (published?.number ?? 0))?.id;
  return rows.find((row) => row.state === 'superseded' && row.number < (published?.number ?? 0))?.id;
}

/** An upload's name as a path of the library: folders kept, nothing that climbs out, no control characters. */
function safeName(name: string): string {
  const parts = name
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => part.replace(/\p{C}/gu, '').trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  const clean = parts.join('/').slice(-LONGEST_NAME);
  return clean === '' ? 'unnamed' : clean;
}
