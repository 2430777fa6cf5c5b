import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyStore } from '../../core/store/copy-store.ts';
import { INDEX_FOLDERS } from '../../knowledge/switch-index/active-index.ts';
import { KEY_FILE } from '../settings/secret-key.ts';
import type { App } from './app.ts';
import { STORE_FILE } from './data-dir.ts';

/**
 * A second Docent on a copy of the store and its index, to try out what must not touch the first. It takes no jobs,
 * reaches no platform, and is gone from the disk once disposed of.
 */
export async function openCopiedApp(
  original: App,
): Promise<{ app: App; [Symbol.asyncDispose](): Promise<void> }> {
  const { assemble } = await import('./assemble.ts');
  const { dataDir } = original.config();
  const folder = await mkdtemp(path.join(tmpdir(), 'docent-gate-'));
  const clear = () => rm(folder, { recursive: true, force: true });
  try {
    await copyStore(path.join(dataDir, STORE_FILE), path.join(folder, STORE_FILE));
    for (const name of [...INDEX_FOLDERS, KEY_FILE])
      await copyIfThere(path.join(dataDir, name), path.join(folder, name));
    const app = await assemble(original.config().inFolder(folder), original.log);
    return {
      app,
      async [Symbol.asyncDispose]() {
        await app.stop().finally(clear);
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}

/** An index that is written anew meanwhile may be torn: then it is built again from the store. */
async function copyIfThere(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
