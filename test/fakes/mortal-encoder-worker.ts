import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

/**
 * The real encoder worker, and ways to kill it for real: the text `poison` throws where nothing catches it, one that
 * begins with `stumble ` does so until the file that it names is there.
 */
const port = parentPort;
if (port === null) throw new Error('it runs as a worker thread only');

function isDeadly(text: string): boolean {
  if (text === 'poison') return true;
  const path = text.startsWith('stumble ') ? text.slice('stumble '.length) : null;
  if (path === null || existsSync(path)) return false;
  writeFileSync(path, '');
  return true;
}

const on = port.on.bind(port);
port.on = ((name: 'message', listener: (value: unknown) => void) =>
  on(name, (request: { texts?: string[] }) => {
    if (request.texts?.some(isDeadly)) throw new Error('the poison was strong');
    listener(request);
  })) as typeof port.on;

await import('../../knowledge/encoder/encoder-worker.ts');
