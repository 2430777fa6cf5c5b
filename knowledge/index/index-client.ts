import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import type { AuditSample, IndexAudit } from './audit.ts';
import { codeCacheOf } from './code-cache.ts';
import type { SearchFound, SearchOptions } from './engine.ts';
import type {
  CallName,
  Embedded,
  IndexCalls,
  IndexChange,
  IndexStats,
  IndexWorkerOptions,
  LoadOutcome,
  NarrowedOptions,
  Response,
} from './index-protocol.ts';
import type { IndexedPassage } from './indexed-passage.ts';

/**
 * The search index, hosted in a worker thread.
 *
 *     const index = createSearchIndex({ dir: join(dataDir, 'index'), storePath: join(dataDir, 'docent.sqlite') });
 *     const loaded = await index.load(generation);
 *     if (loaded.kind === 'rebuild-needed') await index.rebuild({ generation });
 *     await index.apply({ add: newPassages, remove: goneIds, generation: generation + 1 });
 *     const { hits, evidence } = await index.search({ text: 'how do I book travel', k: 8 });
 *
 * Hits carry the store's integer ids; sentences are spans of the passage's text. Passage texts are read from
 * the store by the worker, so a passage must be committed (with `current = 1`) before `apply` tells of it,
 * and one that is no longer current is never a hit, even before `apply`. Words find a passage as soon as `apply`
 * resolves; embeddings are trained in the background, at once when `settled` or `save` asks for it.
 */
export type SearchIndex = {
  /** Takes the snapshot in `dir` if it is whole and of this generation. Checks hashes; under 0.2 s at 100k. */
  load(generation: number): Promise<LoadOutcome>;
  /** Adds and removes passages; they are searchable (words at once, vectors folded in) when this resolves. */
  apply(change: IndexChange): Promise<void>;
  /** Throws AppError `index.not-ready` until something was loaded, rebuilt or applied. */
  search(options: SearchOptions): Promise<SearchFound>;
  /** An allowed passage of each document that a search with this filter may find something of. */
  narrowed(options: NarrowedOptions): Promise<number[]>;
  /** Texts in the corpus embeddings' space; null while there are none. The space changes when they are trained anew. */
  embed(texts: string[]): Promise<Embedded | null>;
  /**
   * Builds anew beside the index that serves, then swaps. Without `passages` the worker reads the store
   * itself. Changes applied meanwhile wait and are not lost.
   */
  rebuild(options: {
    generation: number;
    passages?: Iterable<IndexedPassage[]> | AsyncIterable<IndexedPassage[]>;
  }): Promise<{ passages: number }>;
  /** Writes the snapshot for the next `load`, after background work that is due (`settled`). */
  save(): Promise<void>;
  /** Resolves when background work (vector training, graph building) is done. */
  settled(): Promise<void>;
  stats(): Promise<IndexStats>;
  /** Compares the index with the store, and its graph with the exact scan; blocks its searches meanwhile. */
  audit(sample: AuditSample): Promise<IndexAudit>;
  /** Stops the worker; calls under way reject with `index.stopped`. Does not save. */
  close(): Promise<void>;
};

/** Starts the worker; see `IndexWorkerOptions`. */
export function createSearchIndex(options: IndexWorkerOptions): SearchIndex {
  const worker = new Worker(new URL('./index-worker.ts', import.meta.url), {
    workerData: options,
    env: codeCacheOf(options.dir),
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: AppError): void }>();
  let next = 1;
  let stopped: AppError | null = null;

  const stop = (message: string, cause?: unknown): void => {
    stopped ??= new AppError(
      'index.stopped',
      message,
      'Restart Docent; the index is rebuilt if need be.',
      cause,
    );
    for (const { reject } of waiting.values()) reject(stopped);
    waiting.clear();
  };

  worker.on('message', (response: Response) => {
    const call = waiting.get(response.id);
    waiting.delete(response.id);
    if (waiting.size === 0) worker.unref();
    if ('error' in response) {
      const { code, message, hint } = response.error;
      call?.reject(new AppError(code, message, hint));
    } else call?.resolve(response.output);
  });
  worker.on('error', (error) => stop('the index worker failed', error));
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      stop('the index worker has ended');
      resolve();
    });
  });
  // An idle index keeps no process alive; a call under way does.
  worker.unref();

  const call = <N extends CallName>(name: N, input: IndexCalls[N]['in']): Promise<IndexCalls[N]['out']> => {
    if (stopped !== null) return Promise.reject(stopped);
    const id = next++;
    return new Promise((resolve, reject) => {
      // The worker answers each call with its own output type: `IndexCalls` is the contract of both sides.
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      worker.ref();
      worker.postMessage({ id, call: name, input });
    });
  };

  return {
    load: (generation) => call('load', { generation }),
    apply: async (change) => {
      await call('apply', change);
    },
    search: (search) => call('search', search),
    narrowed: (options) => call('narrowed', options),
    embed: (texts) => call('embed', { texts }),
    async rebuild({ generation, passages }) {
      await call('rebuildBegin', { fromStore: passages === undefined });
      try {
        for await (const batch of passages ?? []) await call('rebuildAdd', batch);
        return await call('rebuildEnd', { generation });
      } catch (error) {
        if (stopped === null) await call('rebuildAbort', null);
        throw error;
      }
    },
    save: async () => {
      await call('save', null);
    },
    settled: async () => {
      await call('settled', null);
    },
    stats: () => call('stats', null),
    audit: (sample) => call('audit', sample),
    async close() {
      stop('the index was closed');
      worker.ref();
      worker.postMessage('close');
      await exited;
    },
  };
}
