import { sql } from 'kysely';
import type { Flag } from '../../core/ports/flags.ts';
import type { DocumentSummary } from '../../core/ports/library.ts';
import type { Store } from '../../core/store/schema.ts';
import { kindsOf } from '../curation/kinds.ts';

const PAGE = 100;

type SummaryRow = {
  id: string;
  external_id: string | null;
  path: string;
  title: string;
  collection: string;
  status: string;
  reason: string | null;
  published_revision: string | null;
  archived_at: string | null;
  owner: string | null;
  review_on: string | null;
  updated_at: string;
  revision: number | null;
  latest_number: number | null;
  latest_state: string | null;
  latest_held: number | null;
  latest_flags: string | null;
  latest_reviewed: string | null;
  passages: number;
};

/**
 * `latest` is what a curator thinks about: the newest draft where it is newer than what is published (or archived),
 * else that.
 */
function summaries(store: Store) {
  return store
    .selectFrom('documents')
    .leftJoin('revisions as latest', (join) =>
      join.on(
        'latest.id',
        '=',
        sql<string>`(SELECT id FROM revisions WHERE revisions.document_id = documents.id
          AND revisions.state <> 'superseded' ORDER BY number DESC LIMIT 1)`,
      ),
    )
    .select([
      'documents.id',
      'documents.external_id',
      'documents.path',
      'documents.title',
      'documents.collection',
      'documents.status',
      'documents.reason',
      'documents.published_revision',
      'documents.archived_at',
      'documents.owner',
      'documents.review_on',
      'documents.updated_at',
      'latest.number as latest_number',
      'latest.state as latest_state',
      'latest.held as latest_held',
      'latest.flags as latest_flags',
      'latest.reviewed_at as latest_reviewed',
      sql<number | null>`CASE WHEN documents.published_revision IS NULL THEN latest.number ELSE
        (SELECT number FROM revisions WHERE revisions.id = documents.published_revision) END`.as('revision'),
      sql<number>`CASE WHEN documents.published_revision IS NULL THEN
        (SELECT count(*) FROM revision_passages WHERE revision_passages.revision_id = latest.id) ELSE
        (SELECT count(*) FROM passages WHERE passages.document_id = documents.id AND current = 1) END`.as(
        'passages',
      ),
    ]);
}

function toSummary(row: SummaryRow): DocumentSummary {
  const isDraft = row.latest_state === 'draft';
  const waits = row.latest_reviewed === null && row.latest_flags !== null && row.latest_flags !== '[]';
  return {
    documentId: row.id,
    externalId: row.external_id,
    path: row.path,
    title: row.title,
    collection: row.collection,
    status: statusOf(row),
    reason: row.reason,
    revision: row.revision ?? 0,
    passages: row.passages,
    draft: isDraft ? row.latest_number : null,
    held: isDraft && row.latest_held === 1,
    flags: waits ? kindsOf(JSON.parse(row.latest_flags ?? '[]') as Flag[]) : [],
    owner: row.owner,
    reviewOn: row.review_on,
    updatedAt: row.updated_at,
  };
}

function statusOf(row: SummaryRow): DocumentSummary['status'] {
  if (row.status !== 'ready') return row.status as DocumentSummary['status'];
  if (row.archived_at !== null) return 'archived';
  if (row.published_revision !== null) return 'ready';
  return row.latest_held === 1 ? 'held' : 'draft';
}

/** Documents by path; `before` is the last document's id of the page before. */
export async function listDocuments(
  store: Store,
  options: { collection?: string; search?: string; limit?: number; before?: string } = {},
): Promise<DocumentSummary[]> {
  // Which ones first, from the index alone: what a row shows costs several look-ups, and only a page of them is shown.
  let query = store
    .selectFrom('documents')
    .select('id')
    .orderBy('path')
    .orderBy('id')
    .limit(options.limit ?? PAGE);
  if (options.collection !== undefined) query = query.where('collection', '=', options.collection);
  if (options.search !== undefined && options.search !== '') {
    // `%` and `_` mean themselves.
    const like = `%${options.search.replace(/[!%_]/g, '!$&')}%`;
    query = query.where(sql<boolean>`(path like ${like} escape '!' or title like ${like} escape '!')`);
  }
  if (options.before !== undefined) {
    const last = await findDocument(store, options.before);
    // A document that is gone cannot say what came after it; the first page again would never end.
    if (last === undefined) return [];
    query = query.where((eb) =>
      eb.or([
        eb('path', '>', last.path),
        eb.and([eb('path', '=', last.path), eb('id', '>', last.documentId)]),
      ]),
    );
  }
  const ids = (await query.execute()).map((row) => row.id);
  const found = new Map((await summariesOf(store, ids)).map((document) => [document.documentId, document]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** By document id, external id, or a path that names exactly one document (its end is enough). */
export async function findDocument(store: Store, idOrPath: string): Promise<DocumentSummary | undefined> {
  const byId = await summaries(store).where('documents.id', '=', idOrPath).executeTakeFirst();
  if (byId !== undefined) return toSummary(byId);
  for (const match of ['exact', 'external', 'ending'] as const) {
    const rows = await summaries(store)
      .where((eb) => {
        if (match === 'exact') return eb('documents.path', '=', idOrPath);
        if (match === 'external') return eb('documents.external_id', '=', idOrPath);
        return sql<boolean>`substr(documents.path, -${sql.lit(idOrPath.length + 1)}) = ${`/${idOrPath}`}`;
      })
      .limit(2)
      .execute();
    if (rows.length === 1 && rows[0] !== undefined) return toSummary(rows[0]);
  }
  return undefined;
}

/** Look-ups of one statement: well under every database's parameter limit. */
const CHUNK = 500;

/** Summaries of these documents, in no certain order. */
export async function summariesOf(store: Store, ids: string[]): Promise<DocumentSummary[]> {
  const found: DocumentSummary[] = [];
  for (let at = 0; at < ids.length; at += CHUNK) {
    const some = ids.slice(at, at + CHUNK);
    const rows = await summaries(store).where('documents.id', 'in', some).execute();
    found.push(...rows.map(toSummary));
  }
  return found;
}
