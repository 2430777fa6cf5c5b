import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import type { JobHandler } from '../../core/ports/job-queue.ts';
import type { Sources } from '../../core/ports/sources.ts';
import { createAddressPolicy } from '../../knowledge/sources/fetch/address-policy.ts';
import { PRODUCT } from '../../knowledge/sources/fetch/polite-fetch.ts';
import { createSafeFetch } from '../../knowledge/sources/fetch/safe-fetch.ts';
import { sourceLimits } from '../../knowledge/sources/limits.ts';
import { createSources, type SourcesDeps } from '../../knowledge/sources/sources.ts';
import type { Config } from '../settings/config.ts';

/** Sources as the settings allow them; `resumeSources` puts their schedule back once jobs are taken. */
export function assembleSources(
  parts: Pick<
    SourcesDeps,
    'store' | 'clock' | 'random' | 'jobs' | 'parse' | 'log' | 'follow' | 'readsPictures'
  > & {
    saveIndex(): Promise<void>;
    config: Config;
    version: string;
  },
): { sources: Sources; sourceJobs: Record<string, JobHandler>; resumeSources(): void } {
  const { config, clock, log } = parts;
  const policy = createAddressPolicy(config.get('DOCENT_FETCH_ALLOW'));
  const { sources, sourceJobs, resume } = createSources({
    ...parts,
    fetch: createSafeFetch({ clock, policy, userAgent: `${PRODUCT}/${parts.version}`, limits: sourceLimits }),
    limits: sourceLimits,
    workDir: path.join(config.dataDir, 'sources'),
    dataDir: config.dataDir,
    folders: config
      .get('DOCENT_FOLDERS')
      .split(',')
      .map((folder) => folder.trim())
      .filter((folder) => folder !== ''),
  });
  const resumeSources = () =>
    void resume().catch((error: unknown) =>
      log.error({ error: messageOf(error) }, 'planning the runs of sources failed'),
    );
  return { sources, sourceJobs, resumeSources };
}
