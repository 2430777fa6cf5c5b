import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * The real index worker, and ways to kill it for real: a search for `poison` throws where nothing catches it, one for
 * `stumble` does so the first time only, one for `hunger` runs out of memory. With a file `cursed` in the index's
 * directory it dies of everything.
 */
const { dir } = workerData as { dir: string };
const port = parentPort;
if (port === null) throw new Error('it runs as a worker thread only');

function isDeadly(text: string): boolean {
  if (existsSync(join(dir, 'cursed')) || text.includes('poison')) return true;
  if (!text.includes('stumble') || existsSync(join(dir, 'stumbled'))) return false;
  writeFileSync(join(dir, 'stumbled'), '');
  return true;
}

const on = port.on.bind(port);
port.on = ((name: 'message', listener: (value: unknown) => void) =>
  on(name, (request: { input?: { text?: string } }) => {
    const text = request.input?.text ?? '';
    if (isDeadly(text)) throw new Error('the poison was strong');
    const eaten: number[][] = [];
    while (text.includes('hunger')) eaten.push(Array.from({ length: 1_000_000 }, Math.random));
    listener(request);
  })) as typeof port.on;

await import('../../knowledge/index/host/index-worker.ts');
