import type { Clock } from '../../core/ports/clock.ts';
import type { Upkeep } from '../../core/ports/upkeep.ts';
import type { Store } from '../../core/store/schema.ts';
import { confirmDocument, describeDocument } from './details.ts';
import { acceptFlags, waitingReviews } from './review.ts';
import { staleReport } from './stale.ts';

/** What keeps the documents in good order, over the store. */
export function createUpkeep(deps: { store: Store; clock: Clock }): Upkeep {
  const { store } = deps;
  return {
    waiting: () => waitingReviews(store),
    accept: (documentId, by) => acceptFlags(deps, documentId, by),
    stale: () => staleReport(deps),
    describe: (documentId, details) => describeDocument(store, documentId, details),
    confirm: (documentId) => confirmDocument(deps, documentId),
  };
}
