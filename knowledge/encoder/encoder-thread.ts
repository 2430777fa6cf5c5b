import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import { codeCacheOf } from '../index/host/code-cache.ts';
import { encoderDimensions } from './encoder.ts';
import type { EncodeRequest, EncodeResponse } from './encoder-protocol.ts';

/** One worker thread, from its start to its end. */
export type EncoderThread = {
  /** Rejects with what the thread says, or with `encoder.crashed` when it ends before it said anything. */
  encode(texts: string[]): Promise<Float32Array[]>;
  /** Ends it; calls under way reject with `encoder.stopped`. */
  close(): Promise<void>;
};

/** `dir` is where compiled code may be kept, `entry` is for tests. */
export type EncoderThreadOptions = { dir?: string; entry?: URL };

const WORKER = new URL('./encoder-worker.ts', import.meta.url);
/** Of its JavaScript heap: the weights lie outside it, and are of one size. */
const HEAP_MB = 96;

export function startEncoderThread({ dir, entry = WORKER }: EncoderThreadOptions): EncoderThread {
  const worker = new Worker(entry, {
    ...(dir === undefined ? {} : { env: codeCacheOf(dir) }),
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  type Call = { resolve(vectors: Float32Array[]): void; reject(error: AppError): void };
  const waiting = new Map<number, Call>();
  let next = 1;
  let over: AppError | null = null;
  const end = (error: AppError): void => {
    over ??= error;
    for (const { reject } of waiting.values()) reject(over);
    waiting.clear();
  };

  worker.on('message', (response: EncodeResponse) => {
    const call = waiting.get(response.id);
    waiting.delete(response.id);
    if (waiting.size === 0) worker.unref();
    if ('error' in response) {
      const { code, message, hint } = response.error;
      call?.reject(new AppError(code, message, hint));
    } else call?.resolve(vectorsOf(response.vectors));
  });
  worker.on('error', (error) => end(crashed(error)));
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      end(crashed());
      resolve();
    });
  });
  // An idle encoder keeps no process alive; a call under way does.
  worker.unref();

  return {
    encode(texts) {
      if (over !== null) return Promise.reject(over);
      const request: EncodeRequest = { id: next++, texts };
      return new Promise((resolve, reject) => {
        waiting.set(request.id, { resolve, reject });
        worker.ref();
        worker.postMessage(request);
      });
    },
    async close() {
      end(stopped());
      worker.ref();
      worker.postMessage('close');
      await ended;
    },
  };
}

function vectorsOf(numbers: Float32Array): Float32Array[] {
  return Array.from({ length: numbers.length / encoderDimensions }, (_, at) =>
    numbers.slice(at * encoderDimensions, (at + 1) * encoderDimensions),
  );
}

export function stopped(): AppError {
  return new AppError('encoder.stopped', 'the sentence encoder was closed', 'Restart Docent.');
}

function crashed(cause?: unknown): AppError {
  return new AppError(
    'encoder.crashed',
    'the sentence encoder crashed',
    'Ask again; it is started anew.',
    cause,
  );
}
