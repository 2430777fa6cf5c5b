import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, messageOf } from '../../../core/errors.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { createIndexHost } from './index-host.ts';
import type { Request, Response } from './index-protocol.ts';
import type { IndexWorkerOptions } from './worker-options.ts';

/** The thread that owns the index: nothing of it blocks the event loop that talks to Slack and Discord. */
const port = parentPort;
if (port === null) throw new Error('index-worker.ts runs as a worker thread only');

const host = createIndexHost(workerData as IndexWorkerOptions, {
  clock: systemClock,
  pause: () => setImmediate(),
});

port.on('message', (request: Request | 'close') => {
  if (request === 'close') {
    host.close().finally(() => port.close());
    return;
  }
  answer(request).then((response) => port.postMessage(response));
});

async function answer(request: Request): Promise<Response> {
  try {
    // The protocol's types tie `call` and `input` together; the compiler cannot follow them through a lookup.
    const call = host[request.call] as (input: unknown) => Promise<unknown>;
    return { id: request.id, output: await call(request.input) };
  } catch (error) {
    const known = error instanceof AppError ? error : null;
    const code = known?.code ?? 'index.failed';
    const hint = known?.hint ?? 'Rebuild the index; if it comes again, report it.';
    return { id: request.id, error: { code, message: messageOf(error), hint } };
  }
}
