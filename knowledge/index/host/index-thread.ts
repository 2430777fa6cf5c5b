import { Worker } from 'node:worker_threads';
import { AppError } from '../../../core/errors.ts';
import { codeCacheOf } from './code-cache.ts';
import type { CallName, IndexCalls, Response } from './index-protocol.ts';
import { type IndexWorkerOptions, THREAD_HEAP } from './worker-options.ts';

/** One worker thread that hosts an index, from its start to its end. */
export type IndexThread = {
  /** Rejects with what the worker says, or with `index.crashed` when the thread ends before it said anything. */
  call<N extends CallName>(name: N, input: IndexCalls[N]['in']): Promise<IndexCalls[N]['out']>;
  /** Resolves when the thread has ended, with the error that ended it, if one did. */
  readonly ended: Promise<unknown>;
  /** Ends it; calls under way reject with `index.stopped`. */
  close(): Promise<void>;
};

const WORKER = new URL('./index-worker.ts', import.meta.url);

export function startIndexThread(options: IndexWorkerOptions, entry: URL = WORKER): IndexThread {
  const worker = new Worker(entry, {
    workerData: options,
    env: codeCacheOf(options.dir),
    resourceLimits: { ...THREAD_HEAP, ...options.memory },
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: AppError): void }>();
  let next = 1;
  let over: AppError | null = null;
  let cause: unknown = null;

  const end = (error: AppError): void => {
    over ??= error;
    for (const { reject } of waiting.values()) reject(over);
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
  worker.on('error', (error) => {
    cause = error;
    end(crashed(error));
  });
  const ended = new Promise<unknown>((resolve) => {
    worker.on('exit', () => {
      end(crashed(cause));
      resolve(cause);
    });
  });
  // An idle index keeps no process alive; a call under way does.
  worker.unref();

  return {
    ended,
    call: (name, input) => {
      if (over !== null) return Promise.reject(over);
      const id = next++;
      return new Promise((resolve, reject) => {
        // The worker answers each call with its own output type: `IndexCalls` is the contract of both sides.
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        worker.ref();
        worker.postMessage({ id, call: name, input });
      });
    },
    async close() {
      end(stopped('the index was closed'));
      worker.ref();
      worker.postMessage('close');
      await ended;
    },
  };
}

export function stopped(message: string, cause?: unknown): AppError {
  return new AppError('index.stopped', message, 'Restart Docent; the index is rebuilt if need be.', cause);
}

function crashed(cause: unknown): AppError {
  return new AppError(
    'index.crashed',
    'the search index crashed',
    'Ask again in a moment; it is started anew.',
    cause ?? undefined,
  );
}
