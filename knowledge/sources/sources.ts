import { isoNow } from '../../core/ports/clock.ts';
import type { JobHandler, JobQueue } from '../../core/ports/job-queue.ts';
import { SOURCE_DUE_JOB, SOURCE_RUN_JOB, type Sources } from '../../core/ports/sources.ts';
import { saveIfRoom } from '../ingest/disk-full.ts';
import { checkSource } from './new-source.ts';
import { removeDocuments } from './removals.ts';
import { NOT_RUN } from './result-words.ts';
import { createRunJob, type RunDeps } from './run-source.ts';
import { createSchedule } from './schedule.ts';
import { listSources, NO_COUNTS, openRuns, problemItems, readSource } from './source-rows.ts';

export type SourcesDeps = Omit<RunDeps, 'schedule'> & {
  jobs: JobQueue;
  dataDir: string;
  /** Folders that may be watched without a shell on this machine. */
  folders: string[];
};

/** Sources beyond upload, the handlers of their jobs, and `resume`, which puts the schedule back at start. */
export function createSources(deps: SourcesDeps): {
  sources: Sources;
  sourceJobs: Record<string, JobHandler>;
  resume(): Promise<void>;
} {
  const { store, clock, jobs } = deps;
  const schedule = createSchedule(deps);

  const sources: Sources = {
    list: async () => listSources(store, await openRuns(jobs)),

    async find(idOrAddress) {
      const all = await sources.list();
      const byId = all.find((source) => source.sourceId === idOrAddress);
      const named = all.filter((source) => source.address === idOrAddress);
      return byId ?? (named.length === 1 ? named[0] : undefined);
    },

    problems: (sourceId, limit) => problemItems(store, sourceId, limit),

    async add(input) {
      const checked = await checkSource(input, deps);
      if (checked.kind === 'refused') return checked;
      const id = deps.random.id('src');
      const { numInsertedOrUpdatedRows } = await store
        .insertInto('sources')
        .values({
          ...checked.source,
          id,
          collection: input.collection,
          enabled: 1,
          state: 'new',
          result: NOT_RUN,
          counts: JSON.stringify(NO_COUNTS),
          held: 0,
          confirmed: 0,
          last_run_at: null,
          next_run_at: null,
          repeated: null,
          created_at: isoNow(clock),
          created_by: input.by,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) {
        const reason = `The collection ${input.collection} has this source already.`;
        return { kind: 'refused', reason };
      }
      await schedule.runNow(id);
      const source = await sources.find(id);
      return source === undefined
        ? { kind: 'refused', reason: 'The source was removed again.' }
        : { kind: 'added', source };
    },

    async run(sourceId, options = {}) {
      if ((await readSource(store, sourceId)) === undefined) return null;
      if (options.confirm === true)
        await store.updateTable('sources').set({ confirmed: 1 }).where('id', '=', sourceId).execute();
      return schedule.runNow(sourceId);
    },

    async setEnabled(sourceId, enabled) {
      const { numUpdatedRows } = await store
        .updateTable('sources')
        .set({ enabled: enabled ? 1 : 0 })
        .where('id', '=', sourceId)
        .executeTakeFirst();
      // Off: the next moment is taken out of the row, so its waiting job does nothing.
      await schedule.planNext(sourceId, 0);
      return numUpdatedRows > 0n;
    },

    async remove(sourceId, { documents }) {
      const brought = await store
        .selectFrom('source_documents')
        .select('document_id')
        .where('source_id', '=', sourceId)
        .execute();
      const { numDeletedRows } = await store
        .deleteFrom('sources')
        .where('id', '=', sourceId)
        .executeTakeFirst();
      if (numDeletedRows === 0n) return null;
      for (const job of await openRuns(jobs))
        if (job.payload['sourceId'] === sourceId) await jobs.cancel(job.id);
      const ids = documents ? brought.map((row) => row.document_id) : [];
      const removed = await removeDocuments(deps, sourceId, ids);
      await store.deleteFrom('source_documents').where('source_id', '=', sourceId).execute();
      await store.deleteFrom('source_items').where('source_id', '=', sourceId).execute();
      if (removed > 0) await saveIfRoom(deps.saveIndex);
      return removed;
    },
  };

  return {
    sources,
    sourceJobs: { [SOURCE_DUE_JOB]: schedule.dueJob, [SOURCE_RUN_JOB]: createRunJob({ ...deps, schedule }) },
    resume: () => schedule.resume(),
  };
}
