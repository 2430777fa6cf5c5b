import type { CopyOptions, IndexCopy } from '../files/index-copy.ts';
import type { RememberedQuestion } from '../ranking/question-memory.ts';
import type { AuditSample, IndexAudit } from '../training/audit.ts';
import type {
  Embedded,
  IndexChange,
  IndexStats,
  LoadOutcome,
  MemoryChange,
  NarrowedOptions,
} from './index-protocol.ts';
import { startIndexThread } from './index-thread.ts';
import type { IndexedPassage } from './indexed-passage.ts';
import { type IndexCondition, type KeepAlive, keepAlive } from './keep-alive.ts';
import type { SearchFound, SearchOptions } from './search-engine.ts';
import type { IndexWorkerOptions } from './worker-options.ts';

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
  /** Questions that speak for passages from now on, or no more. Not in the snapshot: to be told at each start. */
  remember(change: MemoryChange): Promise<void>;
  /** Throws AppError `index.not-ready` until something was loaded, rebuilt or applied. */
  search(options: SearchOptions): Promise<SearchFound>;
  /** An allowed passage of each document that a search with this filter may find something of. */
  narrowed(options: NarrowedOptions): Promise<number[]>;
  /** Tells that the store has the vectors of these passages' units now: the next search compares them by meaning. */
  encoded(ids: number[]): Promise<void>;
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
  /** What it is now, to be opened elsewhere with `openCopy`; null until something was loaded. Nothing waits for training. */
  copy(which: CopyOptions): Promise<IndexCopy | null>;
  /** Resolves when background work (vector training, graph building) is done. */
  settled(): Promise<void>;
  stats(): Promise<IndexStats>;
  /** Compares the index with the store, and its graph with the exact scan; blocks its searches meanwhile. */
  audit(sample: AuditSample): Promise<IndexAudit>;
  /** Whether it stands, and what of crashes. */
  condition(): IndexCondition;
  /** Stops the worker; calls under way reject with `index.stopped`. Does not save. */
  close(): Promise<void>;
};

/** Starts the worker; see `IndexWorkerOptions`. With `revival` a crash is not the end of it; `entry` is for tests. */
export function createSearchIndex(
  options: IndexWorkerOptions,
  revival?: KeepAlive,
  entry?: URL,
): SearchIndex {
  const remembered = new Map<number, RememberedQuestion>();
  const { call, close, condition } = keepAlive(
    () => startIndexThread(options, entry),
    revival,
    (thread) => thread.call('remember', { add: [...remembered.values()], remove: [] }),
  );

  return {
    load: (generation) => call('load', { generation }),
    apply: async (change) => {
      await call('apply', change);
    },
    remember: async (change) => {
      if (change.trial !== true) {
        for (const id of change.remove) remembered.delete(id);
        for (const question of change.add) remembered.set(question.id, question);
      }
      await call('remember', change);
    },
    search: (search) => call('search', search),
    narrowed: (options) => call('narrowed', options),
    encoded: async (ids) => {
      await call('encoded', { ids });
    },
    embed: (texts) => call('embed', { texts }),
    async rebuild({ generation, passages }) {
      await call('rebuildBegin', { fromStore: passages === undefined });
      try {
        for await (const batch of passages ?? []) await call('rebuildAdd', batch);
        return await call('rebuildEnd', { generation });
      } catch (error) {
        await call('rebuildAbort', null).catch(() => {});
        throw error;
      }
    },
    save: async () => {
      await call('save', null);
    },
    copy: (which) => call('copy', which),
    settled: async () => {
      await call('settled', null);
    },
    stats: () => call('stats', null),
    audit: (sample) => call('audit', sample),
    condition,
    close,
  };
}
