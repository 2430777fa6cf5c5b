import type { Clock } from '../../core/ports/clock.ts';
import type { JobQueue } from '../../core/ports/job-queue.ts';
import type { Upkeep } from '../../core/ports/upkeep.ts';
import type { Store } from '../../core/store/schema.ts';
import { DUPLICATES_JOB } from '../duplicates/duplicates-job.ts';
import { duplicateReport, duplicatesOf } from '../duplicates/report.ts';
import { confirmDocument, describeDocument } from './details.ts';
import { acceptFlags, waitingReviews } from './review.ts';
import { staleReport } from './stale.ts';

/** What keeps the documents in good order, over the store. */
export function createUpkeep(deps: { store: Store; clock: Clock; jobs: JobQueue }): Upkeep {
  const { store, jobs } = deps;
  return {
    waiting: () => waitingReviews(store),
    accept: (documentId, by) => acceptFlags(deps, documentId, by),
    stale: () => staleReport(deps),
    duplicates: () => duplicateReport(store, jobs),
    duplicatesOf: (documentId) => duplicatesOf(store, documentId),
    async lookForDuplicates() {
      // One that waits for changes to settle would be returned in place of a new one.
      for (const job of await jobs.list({ kind: DUPLICATES_JOB }))
        if (job.state === 'queued') await jobs.cancel(job.id);
      return jobs.add(DUPLICATES_JOB, {}, { key: DUPLICATES_JOB });
    },
    describe: (documentId, details) => describeDocument(store, documentId, details),
    confirm: (documentId) => confirmDocument(deps, documentId),
  };
}
