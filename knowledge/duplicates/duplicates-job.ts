import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { JobHandler } from '../../core/ports/job-queue.ts';
import { readGeneration, writeMeta } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';
import { THREAD_HEAP } from '../index/host/worker-options.ts';
import type { ScanReply } from './scan-worker.ts';

/** Kind and key of the job that looks for duplicates: one is enough. */
export const DUPLICATES_JOB = 'duplicates';

/** Where the store notes when it was looked for duplicates, and at which generation. */
export const DUPLICATES_META = 'duplicates';

export type LookedFor = { at: string; generation: number; documents: number };

const ROWS = 300;

/** Signs what is new, in a worker, and keeps the pairs that are alike. */
export function createDuplicatesJob(deps: { store: Store; clock: Clock; storePath: string }): JobHandler {
  const { store, clock, storePath } = deps;

  async function take(reply: ScanReply, generation: number): Promise<void> {
    if (reply.kind === 'signatures') {
      if (reply.rows.length > 0) await saveSignatures(store, reply.rows);
      return;
    }
    const note: LookedFor = { at: isoNow(clock), generation, documents: reply.documents };
    await store.transaction().execute(async (trx) => {
      await trx.deleteFrom('duplicate_pairs').execute();
      for (let at = 0; at < reply.pairs.length; at += ROWS) {
        const rows = reply.pairs
          .slice(at, at + ROWS)
          .map((pair) => ({ document_id: pair.documentId, other_id: pair.otherId, likeness: pair.likeness }));
        await trx.insertInto('duplicate_pairs').values(rows).execute();
      }
      await writeMeta(trx, DUPLICATES_META, JSON.stringify(note));
    });
  }

  return async (_job, { signal, progress }) => {
    const generation = await readGeneration(store);
    const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), {
      workerData: { storePath },
      resourceLimits: THREAD_HEAP,
    });
    const ended = Promise.withResolvers<void>();
    let last: Promise<void> = Promise.resolve();
    worker.on('message', (reply: ScanReply) => {
      last = last.then(async () => {
        await take(reply, generation);
        if (reply.kind === 'signatures')
          await progress(reply.done / (reply.total || 1), `${reply.done} documents`);
      });
      last.catch(ended.reject);
    });
    worker.on('error', (error) =>
      ended.reject(new AppError('duplicates.scan', 'Looking for duplicates failed.', 'Try again.', error)),
    );
    worker.on('exit', () => void last.then(ended.resolve, ended.reject));
    const stop = () => ended.reject(signal.reason);
    signal.addEventListener('abort', stop);
    try {
      await ended.promise;
    } finally {
      signal.removeEventListener('abort', stop);
      await worker.terminate();
    }
  };
}

async function saveSignatures(
  store: Store,
  rows: readonly { documentId: string; revisionId: string; signature: Uint8Array }[],
): Promise<void> {
  await store
    .insertInto('document_signatures')
    .values(
      rows.map((row) => ({
        document_id: row.documentId,
        revision_id: row.revisionId,
        signature: row.signature,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('document_id').doUpdateSet((eb) => ({
        revision_id: eb.ref('excluded.revision_id'),
        signature: eb.ref('excluded.signature'),
      })),
    )
    .execute();
}
