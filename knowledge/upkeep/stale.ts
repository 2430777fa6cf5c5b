import { sql } from 'kysely';
import type { Clock } from '../../core/ports/clock.ts';
import type { StaleDocument, StaleReason, StaleReport } from '../../core/ports/upkeep.ts';
import type { Store } from '../../core/store/schema.ts';
import { summariesOf } from '../documents/document-list.ts';
import { HANDBOOK_COLLECTION } from '../search/retriever.ts';
import { disputedDocuments } from './disputes.ts';
import { DAY_MS, upkeepLimits } from './limits.ts';

/** The last time somebody changed a document or said that it is still right. */
const TOUCHED = sql<string>`CASE WHEN coalesce(documents.confirmed_at, '') > documents.updated_at
  THEN documents.confirmed_at ELSE documents.updated_at END`;

/** Documents looked at in one go: a few ms, so that members' questions are not kept waiting. */
const PAGE = 200;

/**
 * Published documents that somebody should look at, with the reasons, and those that no answer cited lately. The
 * handbook is left out: it comes with the program.
 */
export async function staleReport(deps: { store: Store; clock: Clock }): Promise<StaleReport> {
  const { store } = deps;
  const now = deps.clock.now();
  const ago = (days: number): string => new Date(now - days * DAY_MS).toISOString();
  const [recent, longAgo] = [ago(upkeepLimits.recentDays), ago(upkeepLimits.untouchedDays)];
  const today = new Date(now).toISOString().slice(0, 10);

  let due: [string, StaleReason][] = [];
  let untouched: [string, StaleReason][] = [];
  const uncited: string[] = [];
  for (let after = ''; ; ) {
    const rows = await pageOf(store, after, recent);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
    for (const { id, touched, review_on, created_at, cited } of rows) {
      if (review_on !== null && review_on <= today) due.push([id, { kind: 'review-due', on: review_on }]);
      if (touched < longAgo) untouched.push([id, { kind: 'untouched', since: touched }]);
      if (created_at < recent && cited === 0 && uncited.length < upkeepLimits.rows) uncited.push(id);
    }
    [due, untouched] = [longest(due), longest(untouched)];
    await new Promise((resolve) => setImmediate(resolve));
  }
  const disputed = (await disputedDocuments(store, recent)).map(
    ({ documentId, ...dispute }): [string, StaleReason] => [documentId, { kind: 'disputed', ...dispute }],
  );
  const reasons = new Map<string, StaleReason[]>();
  for (const [id, reason] of [...disputed, ...due, ...untouched])
    reasons.set(id, [...(reasons.get(id) ?? []), reason]);
  return {
    documents: await described(store, [...reasons.keys()], reasons),
    uncited: (await described(store, uncited, new Map())).sort((a, b) =>
      a.document.path < b.document.path ? -1 : 1,
    ),
  };
}

/** The next published documents by id, with whether an answer to a person cited them since then. */
function pageOf(store: Store, after: string, since: string) {
  return store
    .selectFrom('documents')
    .select((eb) => [
      'documents.id',
      'documents.review_on',
      'documents.created_at',
      TOUCHED.as('touched'),
      eb
        .case()
        .when(
          eb.exists(
            eb
              .selectFrom('answer_citations')
              .innerJoin('answers', 'answers.id', 'answer_citations.answer_id')
              .select('answers.id')
              .whereRef('answer_citations.document_id', '=', 'documents.id')
              .where('answer_citations.created_at', '>=', since)
              .where('answers.origin', 'not like', 'eval:%'),
          ),
        )
        .then(1)
        .else(0)
        .end()
        .as('cited'),
    ])
    .where('published_revision', 'is not', null)
    .where('collection', '<>', HANDBOOK_COLLECTION)
    .where('documents.id', '>', after)
    .orderBy('documents.id')
    .limit(PAGE)
    .execute();
}

/** As many as a report shows, the longest overdue first. */
function longest(rows: [string, StaleReason][]): [string, StaleReason][] {
  const time = ([, reason]: [string, StaleReason]): string =>
    reason.kind === 'untouched' ? reason.since : reason.kind === 'review-due' ? reason.on : '';
  return rows.sort((a, b) => (time(a) < time(b) ? -1 : 1)).slice(0, upkeepLimits.rows);
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
