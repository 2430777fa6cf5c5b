import { sql } from 'kysely';
import { dropCachedAnswersOf } from '../core/caching/exact-cache.ts';
import type { DocumentSummary } from '../core/ports/library.ts';
import type { Store } from '../core/store/schema.ts';
import type { Passage } from '../core/types.ts';
import { currentIds } from './revisions.ts';

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
  updated_at: string;
  revision: number | null;
  newest_draft: number | null;
  passages: number;
};

function summaries(store: Store) {
  return store.selectFrom('documents').select([
    'documents.id',
    'external_id',
    'path',
    'title',
    'collection',
    'status',
    'reason',
    'published_revision',
    'updated_at',
    sql<number | null>`(SELECT max(number) FROM revisions WHERE revisions.document_id = documents.id
      AND (documents.published_revision IS NULL OR revisions.id = documents.published_revision))`.as(
      'revision',
    ),
    sql<number | null>`(SELECT max(number) FROM revisions WHERE revisions.document_id = documents.id
      AND revisions.state = 'draft')`.as('newest_draft'),
    sql<number>`(SELECT count(*) FROM passages WHERE passages.document_id = documents.id AND current = 1)`.as(
      'passages',
    ),
  ]);
}

function toSummary(row: SummaryRow): DocumentSummary {
  const draft = row.status === 'ready' && row.published_revision === null;
  return {
    documentId: row.id,
    externalId: row.external_id,
    path: row.path,
    title: row.title,
    collection: row.collection,
    status: draft ? 'draft' : (row.status as DocumentSummary['status']),
    reason: row.reason,
    revision: row.revision ?? 0,
    passages: row.passages,
    draft: row.newest_draft !== null && row.newest_draft >= (row.revision ?? 0) ? row.newest_draft : null,
    updatedAt: row.updated_at,
  };
}

/** Documents by path; `before` is the last document's id of the page before. */
export async function listDocuments(
  store: Store,
  options: { collection?: string; search?: string; limit?: number; before?: string } = {},
): Promise<DocumentSummary[]> {
  let query = summaries(store)
    .orderBy('path')
    .orderBy('documents.id')
    .limit(options.limit ?? PAGE);
  if (options.collection !== undefined) query = query.where('collection', '=', options.collection);
  if (options.search !== undefined && options.search !== '') {
    const like = `%${options.search}%`;
    query = query.where((eb) => eb.or([eb('path', 'like', like), eb('title', 'like', like)]));
  }
  const last = options.before === undefined ? undefined : await findDocument(store, options.before);
  if (last !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('path', '>', last.path),
        eb.and([eb('path', '=', last.path), eb('documents.id', '>', last.documentId)]),
      ]),
    );
  }
  return (await query.execute()).map((row) => toSummary(row));
}

/** By document id, external id, or a path that names exactly one document (its end is enough). */
export async function findDocument(store: Store, idOrPath: string): Promise<DocumentSummary | undefined> {
  const byId = await summaries(store).where('documents.id', '=', idOrPath).executeTakeFirst();
  if (byId !== undefined) return toSummary(byId);
  for (const match of ['exact', 'external', 'ending'] as const) {
    const rows = await summaries(store)
      .where((eb) => {
        if (match === 'exact') return eb('path', '=', idOrPath);
        if (match === 'external') return eb('external_id', '=', idOrPath);
        return sql<boolean>`substr(path, -${sql.lit(idOrPath.length + 1)}) = ${`/${idOrPath}`}`;
      })
      .limit(2)
      .execute();
    if (rows.length === 1 && rows[0] !== undefined) return toSummary(rows[0]);
  }
  return undefined;
}

const passageColumns = [
  'passages.id',
  'passages.document_id',
  'passages.hash',
  'passages.headings',
  'passages.text',
  'passages.start_line',
  'passages.end_line',
  'passages.page',
  'documents.external_id',
  'documents.collection',
  'documents.title',
  'documents.path',
] as const;

type PassageRow = {
  id: number;
  document_id: string;
  hash: string;
  headings: string;
  text: string;
  start_line: number | null;
  end_line: number | null;
  page: number | null;
  external_id: string | null;
  collection: string;
  title: string;
  path: string;
};

function toPassage(row: PassageRow): Passage {
  return {
    passageId: String(row.id),
    documentId: row.document_id,
    externalId: row.external_id,
    collection: row.collection,
    title: row.title,
    path: row.path,
    headings: JSON.parse(row.headings) as string[],
    text: row.text,
    hash: row.hash,
    place: {
      ...(row.start_line === null ? {} : { startLine: row.start_line }),
      ...(row.end_line === null ? {} : { endLine: row.end_line }),
      ...(row.page === null ? {} : { page: row.page }),
    },
  };
}

/** Published passages with these ids, in no certain order. Ids that are gone are missing. */
export async function currentPassages(store: Store, ids: number[]): Promise<Passage[]> {
  if (ids.length === 0) return [];
  const rows = await store
    .selectFrom('passages')
    .innerJoin('documents', 'documents.id', 'passages.document_id')
    .select(passageColumns)
    .where('passages.id', 'in', ids)
    .where('passages.current', '=', 1)
    .execute();
  return rows.map(toPassage);
}

/** Passages of a document in reading order: of the published revision, or of the newest draft. */
export async function passagesOf(store: Store, documentId: string): Promise<Passage[]> {
  const document = await store
    .selectFrom('documents')
    .select('published_revision')
    .where('id', '=', documentId)
    .executeTakeFirst();
  const draft = await store
    .selectFrom('revisions')
    .select('id')
    .where('document_id', '=', documentId)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  const revision = document?.published_revision ?? draft?.id;
  if (revision === undefined) return [];
  const rows = await store
    .selectFrom('revision_passages')
    .innerJoin('passages', 'passages.id', 'revision_passages.passage_id')
    .innerJoin('documents', 'documents.id', 'passages.document_id')
    .select(passageColumns)
    .where('revision_id', '=', revision)
    .orderBy('ordinal')
    .execute();
  return rows.map(toPassage);
}

/** Removes a document with all its revisions and passages, and cached answers that cite it. Returns the passage ids that were current. */
export async function deleteDocumentRows(trx: Store, documentId: string): Promise<number[]> {
  const removed = [...(await currentIds(trx, documentId))];
  await dropCachedAnswersOf(trx, documentId);
  const passages = trx.selectFrom('passages').select('id').where('document_id', '=', documentId);
  await trx.deleteFrom('passage_vectors').where('passage_id', 'in', passages).execute();
  await trx.deleteFrom('revision_passages').where('passage_id', 'in', passages).execute();
  await trx.deleteFrom('passages').where('document_id', '=', documentId).execute();
  await trx.deleteFrom('revisions').where('document_id', '=', documentId).execute();
  await trx.deleteFrom('documents').where('id', '=', documentId).execute();
  return removed;
}
