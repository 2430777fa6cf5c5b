import { CompiledQuery } from 'kysely';
import { dropCachedAnswersOf } from '../../core/caching/entries/drop-entries.ts';
import type { ShapedPassage } from '../../core/ports/library.ts';
import { forgetSource } from '../../core/rag/traces.ts';
import type { Store } from '../../core/store/schema.ts';
import type { Passage } from '../../core/types.ts';
import { dropPreviews } from '../preview/preview-rows.ts';
import { readParts } from './passage-parts.ts';
import { currentIds } from './revisions.ts';

const passageColumns = [
  'passages.id',
  'passages.document_id',
  'passages.hash',
  'passages.headings',
  'passages.text',
  'passages.start_line',
  'passages.end_line',
  'passages.page',
  'passages.scan',
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
  scan: number | null;
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
      ...(row.scan === 1 ? { scan: true as const } : {}),
    },
  };
}

/** Published passages with these ids, in no certain order. Ids that are gone are missing. */
export async function currentPassages(store: Store, ids: number[]): Promise<Passage[]> {
  if (ids.length === 0) return [];
  const { rows } = await store.executeQuery<PassageRow>(CompiledQuery.raw(CURRENT, [JSON.stringify(ids)]));
  return rows.map(toPassage);
}

/** As it stands: every search runs it, and to put the statement together would take longer than to run it. */
const CURRENT = `select ${passageColumns.join(', ')} from passages
  inner join documents on documents.id = passages.document_id
  where passages.id in (select value from json_each(?)) and passages.current = 1`;

/** Passages of a document in reading order: of the published revision, or of the newest one. */
export async function passagesOf(store: Store, documentId: string): Promise<ShapedPassage[]> {
  const document = await store
    .selectFrom('documents')
    .select('published_revision')
    .where('id', '=', documentId)
    .executeTakeFirst();
  const newest = await store
    .selectFrom('revisions')
    .select('id')
    .where('document_id', '=', documentId)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  const revision = document?.published_revision ?? newest?.id;
  return revision === undefined ? [] : passagesOfRevision(store, revision);
}

/** Passages of a revision in reading order, published or not. */
export async function passagesOfRevision(store: Store, revisionId: string): Promise<ShapedPassage[]> {
  const rows = await store
    .selectFrom('revision_passages')
    .innerJoin('passages', 'passages.id', 'revision_passages.passage_id')
    .innerJoin('documents', 'documents.id', 'passages.document_id')
    .select(passageColumns)
    .select('revision_passages.parts')
    .where('revision_id', '=', revisionId)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ({ ...toPassage(row), parts: readParts(row.parts, row.text) }));
}

/** Removes a document with all its revisions and passages, and cached answers that cite it. Returns the passage ids that were current. */
export async function deleteDocumentRows(trx: Store, documentId: string): Promise<number[]> {
  const removed = [...(await currentIds(trx, documentId))];
  await dropCachedAnswersOf(trx, documentId);
  await forgetSource(trx, documentId);
  const passages = trx.selectFrom('passages').select('id').where('document_id', '=', documentId);
  await trx.deleteFrom('passage_vectors').where('passage_id', 'in', passages).execute();
  await trx.deleteFrom('revision_passages').where('passage_id', 'in', passages).execute();
  await trx.deleteFrom('passages').where('document_id', '=', documentId).execute();
  await trx.deleteFrom('revisions').where('document_id', '=', documentId).execute();
  await trx.deleteFrom('answer_citations').where('document_id', '=', documentId).execute();
  await trx.deleteFrom('document_signatures').where('document_id', '=', documentId).execute();
  await dropPreviews(trx, documentId);
  // Previews of other documents quote this one too.
  const quoted = `%${documentId}%`;
  await trx
    .deleteFrom('preview_results')
    .where((eb) => eb.or([eb('before', 'like', quoted), eb('after', 'like', quoted)]))
    .execute();
  await trx
    .deleteFrom('duplicate_pairs')
    .where((eb) => eb.or([eb('document_id', '=', documentId), eb('other_id', '=', documentId)]))
    .execute();
  await trx.deleteFrom('documents').where('id', '=', documentId).execute();
  return removed;
}
