import { sql } from 'kysely';
import type { Clock } from '../../core/ports/clock.ts';
import type { StaleDocument, StaleReason, StaleReport } from '../../core/ports/upkeep.ts';
import type { Store } from '../../core/store/schema.ts';
import { summariesOf } from '../document-list.ts';
import { HANDBOOK_COLLECTION } from '../retriever.ts';
import { disputedDocuments } from './disputes.ts';
import { DAY_MS, upkeepLimits } from './limits.ts';

/** The last time somebody changed a document or said that it is still right. */
const TOUCHED = sql<string>`CASE WHEN coalesce(documents.confirmed_at, '') > documents.updated_at
  THEN documents.confirmed_at ELSE documents.updated_at END`;

/**
 * Published documents that somebody should look at, with the reasons, and those that no answer cited lately. The
 * handbook is left out: it comes with the program.
 */
export async function staleReport(deps: { store: Store; clock: Clock }): Promise<StaleReport> {
  const { store } = deps;
  const now = deps.clock.now();
  const ago = (days: number): string => new Date(now - days * DAY_MS).toISOString();
  const today = new Date(now).toISOString().slice(0, 10);
  const reasons = new Map<string, StaleReason[]>();
  const add = (documentId: string, reason: StaleReason): void => {
    reasons.set(documentId, [...(reasons.get(documentId) ?? []), reason]);
  };

  for (const { documentId, ...dispute } of await disputedDocuments(store, ago(upkeepLimits.recentDays)))
    add(documentId, { kind: 'disputed', ...dispute });
  const due = await published(store)
    .select(['documents.id', 'review_on'])
    .where('review_on', '<=', today)
    .orderBy('review_on')
    .limit(upkeepLimits.rows)
    .execute();
  for (const row of due) add(row.id, { kind: 'review-due', on: row.review_on ?? today });
  const untouched = await published(store)
    .select(['documents.id', TOUCHED.as('touched')])
    .where(TOUCHED, '<', ago(upkeepLimits.untouchedDays))
    .orderBy(TOUCHED)
    .limit(upkeepLimits.rows)
    .execute();
  for (const row of untouched) add(row.id, { kind: 'untouched', since: row.touched });
  const uncited = await uncitedDocuments(store, ago(upkeepLimits.recentDays));
  return {
    documents: await described(store, [...reasons.keys()], reasons),
    uncited: await described(store, uncited, new Map()),
  };
}

function published(store: Store) {
  return store
    .selectFrom('documents')
    .where('published_revision', 'is not', null)
    .where('collection', '<>', HANDBOOK_COLLECTION);
}

/** Published for longer than this and in no answer to a person since then. */
async function uncitedDocuments(store: Store, since: string): Promise<string[]> {
  const rows = await published(store)
    .select('documents.id')
    .where('documents.created_at', '<', since)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('answer_citations')
            .innerJoin('answers', 'answers.id', 'answer_citations.answer_id')
            .select('answers.id')
            .whereRef('answer_citations.document_id', '=', 'documents.id')
            .where('answer_citations.created_at', '>=', since)
            .where('answers.origin', 'not like', 'eval:%'),
        ),
      ),
    )
    .orderBy('path')
    .limit(upkeepLimits.rows)
    .execute();
  return rows.map((row) => row.id);
}

/** In the order of the ids; what is not published any more is left out. */
async function described(
  store: Store,
  ids: string[],
  reasons: Map<string, StaleReason[]>,
): Promise<StaleDocument[]> {
  const documents = new Map(
    (await summariesOf(store, ids.slice(0, upkeepLimits.rows))).map((document) => [
      document.documentId,
      document,
    ]),
  );
  return ids.flatMap((id) => {
    const document = documents.get(id);
    const isOwn = document?.status === 'ready' && document.collection !== HANDBOOK_COLLECTION;
    return document !== undefined && isOwn ? [{ document, reasons: reasons.get(id) ?? [] }] : [];
  });
}
