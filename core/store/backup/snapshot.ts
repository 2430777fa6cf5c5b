import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors.ts';
import { copyStore } from '../copy-store.ts';
import type { StoreFacts } from './inspect-store.ts';
import { syncToDisk } from './whole-files.ts';

/**
 * Copies a store that is in use to `to`, as it is at one moment; writers go on meanwhile. The copy is checked.
 * Throws AppError `store.damaged` when the store itself is not sound.
 */
export async function takeSnapshot(
  storePath: string,
  to: string,
): Promise<Extract<StoreFacts, { sound: true }>> {
  await copyStore(storePath, to);
  const facts = await inspectAside(to);
  if (!facts.sound)
    throw new AppError(
      'store.damaged',
      `The store is damaged, so no backup was made: ${facts.problem}.`,
      `Run "docent doctor". The store is ${storePath}; restore the last good backup where it cannot be mended.`,
    );
  await syncToDisk(to);
  return facts;
}

function inspectAside(file: string): Promise<StoreFacts> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./inspect-worker.ts', import.meta.url), { workerData: { file } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the check of the copy ended early')));
  });
}
