import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import type { SearchFound, SearchOptions } from '../index/host/search-engine.ts';
import type { TrialContents, TrialReply, TrialRequest } from './trial-protocol.ts';

/**
 * A search index made for one preview, in a worker of its own: a copy of the one that serves, with its vectors, its
 * calibration and the questions it remembers. Nothing of it is seen by members.
 */
export type TrialIndex = {
  /** Resolves when everything published is in it. */
  ready(): Promise<void>;
  search(options: SearchOptions): Promise<Omit<SearchFound, 'generation'>>;
  /** From now on the draft stands in the place of what is published. */
  turn(): Promise<void>;
  close(): Promise<void>;
};

type Call = TrialRequest extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

export function startTrialIndex(contents: TrialContents): TrialIndex {
  const worker = new Worker(new URL('./trial-worker.ts', import.meta.url), {
    workerData: contents,
    // Moved, not copied: nobody else needs the bytes.
    transferList: [...contents.copy.parts.values()].map(({ buffer }) => buffer),
  });
  const waiting = new Map<number, { resolve(reply: TrialReply): void; reject(error: AppError): void }>();
  let next = 1;
  let ended: AppError | null = null;

  const end = (message: string, cause?: unknown): void => {
    ended ??= new AppError('preview.stopped', message, 'Start the preview again.', cause);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('message', (reply: TrialReply) => {
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  });
  worker.on('error', (error) => end('The preview failed.', error));
  worker.on('exit', () => end('The preview has ended.'));

  async function call(request: Call): Promise<Omit<SearchFound, 'generation'> | null> {
    if (ended !== null) throw ended;
    const id = next++;
    const reply = await new Promise<TrialReply>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...request });
    });
    if ('error' in reply)
      throw new AppError('preview.search', `The preview cannot search: ${reply.error}`, 'Start it again.');
    return reply.found;
  }

  return {
    ready: async () => void (await call({ call: 'ready' })),
    turn: async () => void (await call({ call: 'turn' })),
    search: async (options) => (await call({ call: 'search', options })) ?? { hits: [], evidence: 0 },
    async close() {
      end('The preview was closed.');
      await worker.terminate();
    },
  };
}
