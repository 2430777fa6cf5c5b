import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { isoNow } from '../../core/ports/clock.ts';
import type { JobHandler } from '../../core/ports/job-queue.ts';
import type { SourceKind } from '../../core/ports/sources.ts';
import type { SourcesTable, Store } from '../../core/store/schema.ts';
import { isDiskFull, NO_ROOM, saveIfRoom } from '../ingest/disk-full.ts';
import { createPoliteFetch } from './fetch/polite-fetch.ts';
import { openRobots } from './fetch/robots.ts';
import type { SafeFetch } from './fetch/safe-fetch.ts';
import { createIntake, type IntakeDeps } from './intake.ts';
import { openItemRows } from './item-rows.ts';
import type { SourceLimits } from './limits.ts';
import { readFolder } from './read-folder.ts';
import { type Removal, removeVanished } from './removals.ts';
import { resultOf } from './result-words.ts';
import type { Reading, SourceRun } from './run.ts';
import type { Schedule } from './schedule.ts';
import { countRun, readSource } from './source-rows.ts';
import { createRepeatedBlocks } from './web/repeated-blocks.ts';
import { readPrefixes } from './web/urls.ts';

export type RunDeps = IntakeDeps & {
  fetch: SafeFetch;
  /** Writes the index to the disk. */
  saveIndex(): Promise<void>;
  schedule: Schedule;
  limits: SourceLimits;
  /** Whether text in pictures is read; asked for each run. Default: no. */
  readsPictures?: () => boolean;
  /** Folder for pages that wait to be parsed. */
  workDir: string;
  log: { error(fields: object, message: string): void };
};

/**
 * Reads one source: takes in what is new or changed, removes what vanished, writes the result down and plans the next
 * run. A run that was stopped goes on where it was, because every item says which run has dealt with it.
 */
export function createRunJob(deps: RunDeps): JobHandler {
  const { store, clock, log } = deps;

  return async (job, { signal, progress }) => {
    const source = await readSource(store, String(job.payload['sourceId']));
    if (source === undefined) return;
    let removal: Removal = { removed: 0, held: 0 };
    let reading: Reading;
    try {
      reading = await read(deps, source, job.id, signal, progress);
      removal = await removeVanished(deps, source, job.id, reading);
      await saveIfRoom(deps.saveIndex);
    } catch (error) {
      signal.throwIfAborted();
      log.error({ sourceId: source.id, err: error }, 'reading a source failed');
      const reason = isDiskFull(error) ? NO_ROOM.run : `Something went wrong: ${messageOf(error)}`;
      reading = { kind: 'failed', reason };
    }
    signal.throwIfAborted();
    const { counts, firstProblem } = await countRun(store, source.id, job.id);
    const all = { ...counts, removed: removal.removed };
    const { state, result } = resultOf(source.kind as SourceKind, reading, all, removal, firstProblem);
    await store
      .updateTable('sources')
      .set({
        state,
        result,
        counts: JSON.stringify(all),
        held: removal.held,
        confirmed: 0,
        last_run_at: isoNow(clock),
      })
      .where('id', '=', source.id)
      .execute();
    await deps.schedule.planNext(source.id);
  };
}

async function read(
  deps: RunDeps,
  source: SourcesTable,
  runId: string,
  signal: AbortSignal,
  progress: SourceRun['progress'],
): Promise<Reading> {
  const { limits } = deps;
  const rows = await openItemRows(deps, source.id, runId);
  const isTaken = (item: string): boolean => rows.get(item)?.state === 'taken';
  const repeated = source.kind === 'folder' ? null : createRepeatedBlocks(source.repeated, isTaken);
  const intake = createIntake(deps, { source, rows, chunk: limits.chunk, signal, repeated });
  const readsPictures = deps.readsPictures?.() ?? false;
  const run: SourceRun = {
    ...{ source, rows, intake, limits, readsPictures, signal, progress },
    clock: deps.clock,
  };
  if (source.kind === 'folder') return readFolder(run);
  // Loaded with the first run: a search from the command line starts without it.
  const { crawl } = await import('./web/crawl.ts');
  const folder = path.join(deps.workDir, source.id);
  let files = 0;
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await crawl({
      ...run,
      fetch: createPoliteFetch(deps),
      scope: { include: readPrefixes(source.include_prefix), exclude: readPrefixes(source.exclude_prefix) },
      origin: '',
      robots: openRobots,
      newFile() {
        files += 1;
        return path.join(folder, `page-${files}`);
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
    if (repeated !== null) await keepRepeated(deps.store, source.id, repeated.write());
  }
}

/** Pages that change are read without what others of the site were found to repeat. */
async function keepRepeated(store: Store, sourceId: string, repeated: string): Promise<void> {
  await store.updateTable('sources').set({ repeated }).where('id', '=', sourceId).execute();
}
