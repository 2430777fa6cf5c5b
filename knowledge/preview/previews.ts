import { isoNow } from '../../core/ports/clock.ts';
import type { JobHandler, JobQueue } from '../../core/ports/job-queue.ts';
import type { Previews } from '../../core/ports/previews.ts';
import type { Random } from '../../core/ports/random.ts';
import { readGeneration } from '../../core/store/meta.ts';
import { previewLimits } from './limits.ts';
import { createPreviewJob, type PreviewDeps } from './preview-job.ts';
import { dropPreviews, latestPreview, newestDraft, prunePreviews } from './preview-rows.ts';

/** Kind of the job that tries a draft out. */
export const PREVIEW_JOB = 'preview';

/** Previews of drafts; `previewJob` belongs to the job kind `PREVIEW_JOB`. */
export function createPreviews(deps: PreviewDeps & { jobs: JobQueue; random: Random }): {
  previews: Previews;
  previewJob: JobHandler;
} {
  const { store, clock, random, jobs } = deps;
  const previews: Previews = {
    async start(documentId) {
      const draft = await newestDraft(store, documentId);
      if (draft === undefined) return undefined;
      const id = random.id('pre');
      const generation = await readGeneration(store);
      await store.transaction().execute(async (trx) => {
        await dropPreviews(trx, documentId);
        await prunePreviews(trx, previewLimits.kept - 1);
        await trx
          .insertInto('previews')
          .values({
            ...{ id, document_id: documentId, revision_id: draft.id, state: 'queued', done: 0, total: 0 },
            ...{ message: '', notes: '[]', generation, created_at: isoNow(clock), finished_at: null },
          })
          .execute();
      });
      await jobs.add(PREVIEW_JOB, { previewId: id });
      return id;
    },
    latest: (documentId) => latestPreview(store, documentId),
  };
  return { previews, previewJob: createPreviewJob(deps) };
}
