import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { createDiskReserve, type DiskReserve } from '../../core/local/disk-reserve.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { JobQueue } from '../../core/ports/job-queue.ts';
import type { Storage } from '../../core/ports/storage.ts';
import type { Store } from '../../core/store/schema.ts';
import { storageUse } from '../../knowledge/ingest/storage-use.ts';
import type { Config } from '../settings/config.ts';

const MB = 1_000_000;
const RESERVE_FILE = 'reserve';
/** How often a reserve that was given up is made again where there is room. */
const REFILL_MS = 10 * 60_000;

/** The reserve of a data directory; only a running Docent fills it. */
export function reserveOf(config: Config): DiskReserve {
  const bytes = Number(config.get('DOCENT_DISK_RESERVE_MB')) * MB;
  return createDiskReserve({ file: path.join(config.dataDir, RESERVE_FILE), bytes });
}

/** Fills the reserve, and again after it was given up, until the signal ends it. */
export async function keepReserve(
  { clock, log }: { clock: Clock; log: { warn(fields: object, message: string): void } },
  reserve: DiskReserve,
  signal: AbortSignal,
): Promise<void> {
  let told = false;
  while (!signal.aborted) {
    const kept = await reserve.fill().catch(() => false);
    if (!kept && !told) log.warn({}, 'there is no room for the disk reserve');
    told = !kept;
    await clock.sleep(REFILL_MS, signal).catch(() => {});
  }
}

/** Room by the disk and by the settings as they are now. */
export function createStorage(deps: {
  store: Store;
  jobs: JobQueue;
  config(): Config;
  uploadDir: string;
}): Storage {
  const bound = (key: 'DOCENT_QUOTA_PERSON_MB' | 'DOCENT_QUOTA_TOTAL_MB'): number => {
    const megabytes = Number(deps.config().get(key));
    return megabytes === 0 ? Number.POSITIVE_INFINITY : megabytes * MB;
  };
  return {
    async refusal(bytes) {
      const { bavail, bsize } = await statfs(deps.config().dataDir);
      const keep = Number(deps.config().get('DOCENT_MIN_FREE_MB')) * MB;
      return bavail * bsize - bytes >= keep
        ? null
        : 'The disk of the server is nearly full: nothing was taken in. Delete what is not needed, or make room, and upload again.';
    },
    async left(by) {
      const [person, total] = [bound('DOCENT_QUOTA_PERSON_MB'), bound('DOCENT_QUOTA_TOTAL_MB')];
      if (person + total === Number.POSITIVE_INFINITY && person === total) return { person, total };
      const use = await storageUse(deps, by);
      return { person: person - use.person, total: total - use.total };
    },
  };
}
