import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '../../core/store/schema.ts';

/** How files in the uploads folder are called: on their way in, and once they wait. Others are not ours. */
const OURS = /^(?:up|file)_\w+$/;

/**
 * Removes uploads that a killed program left and that no document waits for; returns how many. Call it while nobody
 * uploads: a file stands there for a moment before its document is on record.
 */
export async function sweepUploads(store: Store, uploadDir: string): Promise<number> {
  const there = (await readdir(uploadDir).catch(() => [])).filter((name) => OURS.test(name));
  if (there.length === 0) return 0;
  const waiting = await store
    .selectFrom('documents')
    .select('pending_file')
    .where('pending_file', 'is not', null)
    .execute();
  const named = new Set(waiting.map((row) => row.pending_file));
  const left = there.filter((name) => !named.has(name));
  for (const name of left) await rm(path.join(uploadDir, name), { force: true });
  return left.length;
}
