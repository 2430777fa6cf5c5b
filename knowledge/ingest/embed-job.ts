import { AppError } from '../../core/errors.ts';
import type { JobHandler } from '../../core/ports/job-queue.ts';
import { readGeneration } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';
import { passagesToIndex, type StoreChain } from '../search/follow-store.ts';
import type { LiveIndex } from '../search/live-index.ts';

/** Kind of the job that embeds passages which have no vector of the model in use. */
export const EMBED_JOB = 'embed-passages';

const BATCH = 256;

/** Embeds what has no vector yet, a batch at a time, and tells the index. Interrupted, it goes on where it stopped. */
export function createEmbedJob(deps: { store: Store; live: LiveIndex; chain: StoreChain }): JobHandler {
  const { store, live, chain } = deps;
  return async (_job, { signal, progress }) => {
    let done = 0;
    for (;;) {
      signal.throwIfAborted();
      const { vectors } = live.current();
      const ids = (await vectors?.missing(-1, BATCH)) ?? [];
      if (vectors === undefined || ids.length === 0) return;
      const { complete } = await vectors.attach(await passagesToIndex(store, ids), signal);
      if (!complete) {
        throw new AppError(
          'embeddings.failed',
          'The embedding provider does not answer.',
          'Check its key and address; the job tries again.',
        );
      }
      await chain.follow({ added: ids, removed: [], generation: await readGeneration(store) });
      done += ids.length;
      await progress(null, `${done} passages embedded`);
    }
  };
}
