import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { EmbeddingSwitch } from '../../core/ports/embedding-switch.ts';
import type { JobQueue } from '../../core/ports/job-queue.ts';
import type { Store } from '../../core/store/schema.ts';
import { otherFolder, readActive } from './active-index.ts';
import { SWITCH_JOB } from './switch-job.ts';
import { readSwitch } from './switch-state.ts';

/** What the store says of the model in use and of the change under way. */
export function createEmbeddingSwitch({ store, jobs }: { store: Store; jobs: JobQueue }): EmbeddingSwitch {
  return {
    async state() {
      const active = await readActive(store);
      const record = await readSwitch(store);
      const base = { active: active?.model ?? 'corpus', share: active?.share ?? null };
      if (record === null) return { ...base, next: null };
      const [job] = await jobs.list({ kind: SWITCH_JOB, limit: 1 });
      const progress = job?.state === 'running' ? job.progress : null;
      const { to, phase, message } = record;
      return { ...base, next: { to, phase, message, progress } };
    },
  };
}

/** Removes the folder of an index that served before, where a switch was killed before it did so. */
export async function removeStray(store: Store, dataDir: string): Promise<void> {
  const active = await readActive(store);
  if (active === null || (await readSwitch(store)) !== null) return;
  await rm(path.join(dataDir, otherFolder(active.folder)), { recursive: true, force: true });
}
