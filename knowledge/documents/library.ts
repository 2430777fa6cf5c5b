import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../core/ports/clock.ts';
import type { JobHandler, JobQueue } from '../../core/ports/job-queue.ts';
import type { Library } from '../../core/ports/library.ts';
import type { Random } from '../../core/ports/random.ts';
import { bumpGeneration } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';
import { DUPLICATES_JOB } from '../duplicates/duplicates-job.ts';
import { saveIfRoom, withRoom } from '../ingest/disk-full.ts';
import { ingestPaths } from '../ingest/ingest.ts';
import type { Parse } from '../ingest/parse-file.ts';
import type { IndexChange } from '../ingest/take-in.ts';
import { takeUpload } from '../ingest/take-upload.ts';
import { createUploadJob, resumeUploads, UPLOAD_JOB } from '../ingest/upload-job.ts';
import type { StoreChain } from '../search/follow-store.ts';
import { countByCollection, countOfFile } from './document-counts.ts';
import { findDocument, listDocuments } from './document-list.ts';
import { currentPassages, deleteDocumentRows, passagesOf, passagesOfRevision } from './documents.ts';
import { archiveDocument, dropDraft, moveTo, restoreDocument } from './publishing.ts';
import { listRevisions, revisionId } from './revision-list.ts';

export type LibraryDeps = {
  store: Store;
  clock: Clock;
  random: Random;
  parse: Parse;
  restParsers?(): void;
  /** Whether text recognition is on: files that it may read more of are read again. */
  readsScans?(): boolean;
  chain: Pick<StoreChain, 'follow'>;
  /** Writes the index's snapshot, after background work that is due. */
  saveIndex(): Promise<void>;
  jobs: JobQueue;
  /** Folder that keeps uploaded files until they are searchable. */
  uploadDir: string;
  /** Called when the index has followed a change of documents. */
  changed?(): void;
  /** Whether an upload with flags stays a draft until somebody publishes it. */
  holdFlagged(): boolean;
};

/** Changes come in flocks: duplicates are looked for once they have settled. */
const DUPLICATES_DELAY_MS = 15_000;

/** The library and the handler of its jobs. */
export function createLibrary(deps: LibraryDeps): {
  library: Library;
  uploadJob: JobHandler;
  /** Queues uploads that were kept, but whose job was not. Call it at the start. */
  resumeUploads(): Promise<void>;
  /** The one chain by which the index follows the store: whoever else takes documents in must use it too. */
  follow(change: IndexChange): Promise<void>;
} {
  const { store, jobs } = deps;
  const follow = async (change: IndexChange): Promise<void> => {
    await deps.chain.follow(change);
    deps.changed?.();
    await jobs.add(DUPLICATES_JOB, {}, { key: DUPLICATES_JOB, delayMs: DUPLICATES_DELAY_MS });
  };

  /** Lets the index follow what was done; false = there was nothing to do. */
  async function done(moving: Promise<IndexChange | null>): Promise<boolean> {
    const change = await withRoom('nothing was changed.', moving);
    if (change !== null) await follow(change);
    return change !== null;
  }

  const library: Library = {
    ingest: (paths, options) => ingestPaths({ ...deps, follow, ready: deps.saveIndex }, paths, options),

    upload: (file) => takeUpload(deps, file),

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
      const removing = store.transaction().execute(async (trx) => {
        const removed = await deleteDocumentRows(trx, documentId);
        return { added: [], removed, generation: await bumpGeneration(trx) };
      });
      const gone = await withRoom('the document was not deleted.', removing);
      if (row.pending_file !== null) await rm(path.join(deps.uploadDir, row.pending_file), { force: true });
      await follow(gone);
      await saveIfRoom(deps.saveIndex);
      return true;
    },

    revisions: (documentId) => listRevisions(store, documentId),
    async revisionPassages(documentId, number) {
      const id = await revisionId(store, documentId, number);
      return id === undefined ? [] : passagesOfRevision(store, id);
    },
    publish: (documentId, by) => done(moveTo(deps, documentId, 'newest-draft', by)),
    rollback: (documentId) => done(moveTo(deps, documentId, 'previous')),
    drop: (documentId) => dropDraft(deps, documentId),
    archive: (documentId) => done(archiveDocument(deps, documentId)),
    restore: (documentId) => done(restoreDocument(deps, documentId)),

    collections: () => countByCollection(store),
    ofFile: (collection, file) => countOfFile(store, collection, file),
  };

  return {
    library,
    uploadJob: createUploadJob({ ...deps, follow }),
    resumeUploads: () => resumeUploads(store, jobs),
    follow,
  };
}
