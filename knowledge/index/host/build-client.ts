import { Worker } from 'node:worker_threads';
import type { Turnable } from '../words/forward.ts';
import type { Segment } from '../words/segment.ts';
import type { StringTable, StringTableSections } from '../words/string-table.ts';
import type { BuildResult, BuildTask } from './build-tasks.ts';
import { codeCacheOf } from './code-cache.ts';
import { THREAD_HEAP } from './worker-options.ts';

/** Runs build tasks in a thread, one at a time. */
export type Builder = {
  run(task: BuildTask): Promise<BuildResult>;
  /** Ends a task under way; its promise rejects. */
  stop(): Promise<void>;
};

/** `dir` is the index's directory. */
export function createBuilder(dir: string): Builder {
  let worker: Worker | null = null;
  return {
    run(task) {
      const thread = new Worker(new URL('./build-worker.ts', import.meta.url), {
        workerData: task,
        env: codeCacheOf(dir),
        resourceLimits: THREAD_HEAP,
        transferList: buffersOf(task),
      });
      worker = thread;
      return new Promise<BuildResult>((resolve, reject) => {
        thread.once('message', resolve);
        thread.once('error', reject);
        thread.once('exit', () => reject(new Error('the build thread ended without a result')));
      }).finally(() => {
        if (worker === thread) worker = null;
      });
    },
    async stop() {
      await worker?.terminate();
    },
  };
}

/** Copies of what training needs: the originals go on serving, and views of a file must not drag it along. */
export function copyForTraining(segment: Segment): Turnable {
  const { count, ids, collections, dead, terms, starts, postings } = segment;
  return {
    count,
    ids: ids.slice(),
    collections: collections.slice(),
    dead: dead.slice(),
    terms: terms.slice(),
    starts: starts.slice(),
    postings: postings.slice(),
  };
}

/** A copy of a string table, likewise. */
export function copyOfTable(table: StringTable): StringTableSections {
  const { pool, ends, hashes, slots } = table.sections();
  return { pool: pool.slice(), ends: ends.slice(), hashes: hashes.slice(), slots: slots.slice() };
}

function buffersOf(task: BuildTask): ArrayBuffer[] {
  const arrays =
    task.kind === 'graph'
      ? [...task.vectors.sections.values()]
      : [
          ...Object.values(task.terms),
          ...task.segments.flatMap(({ ids, collections, dead, terms, starts, postings }) => [
            ...[ids, collections, dead, terms, starts, postings],
          ]),
        ];
  return arrays.map((array) => array.buffer as ArrayBuffer);
}
