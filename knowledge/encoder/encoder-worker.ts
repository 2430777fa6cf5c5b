import { parentPort } from 'node:worker_threads';
import { AppError, messageOf } from '../../core/errors.ts';
import { type Encoder, loadEncoder } from './encoder.ts';
import type { EncodeRequest, EncodeResponse } from './encoder-protocol.ts';

/** The thread that encodes: a batch takes tens of milliseconds, which the event loop of the chats does not have. */
const port = parentPort;
if (port === null) throw new Error('encoder-worker.ts runs as a worker thread only');

// Loaded when first asked, so that a package that is missing is an answer and not a crash.
let encoder: Encoder | null = null;

port.on('message', (request: EncodeRequest | 'close') => {
  if (request === 'close') {
    port.close();
    return;
  }
  const response = answer(request);
  port.postMessage(response, 'vectors' in response ? [response.vectors.buffer] : []);
});

function answer({ id, texts }: EncodeRequest): EncodeResponse {
  try {
    encoder ??= loadEncoder();
    const { dimensions } = encoder;
    const vectors = new Float32Array(texts.length * dimensions);
    encoder.encode(texts).forEach((vector, at) => {
      vectors.set(vector, at * dimensions);
    });
    return { id, vectors };
  } catch (error) {
    const known = error instanceof AppError ? error : null;
    const code = known?.code ?? 'encoder.failed';
    const hint = known?.hint ?? 'Ask again; if it comes again, report it.';
    return { id, error: { code, message: messageOf(error), hint } };
  }
}
