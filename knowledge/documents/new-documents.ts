import { CompiledQuery } from 'kysely';
import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import { insertRows } from '../../core/store/insert-rows.ts';
import type { Store } from '../../core/store/schema.ts';
import { type NewPassage, type NewRevision, passageRow, revisionRow, uniquePassages } from './revisions.ts';

/** A document that the store does not have yet, with what its first revision holds. */
export type NewDocument = { collection: string; path: string; revision: NewRevision; by: string };

export type PublishedDocument = { documentId: string; passageIds: number[] };

/**
 * Stores new documents and publishes them, inside the caller's transaction: the same rows as adding each and
 * publishing its revision, in a few statements for all. The caller bumps the generation in the same transaction.
 */
export async function publishNewDocuments(
  trx: Store,
  deps: { clock: Clock; random: Random },
  documents: readonly NewDocument[],
): Promise<PublishedDocument[]> {
  const now = isoNow(deps.clock);
  const made = documents.map((document) => ({
    ...document,
    ...{ id: deps.random.id('doc'), revisionId: deps.random.id('rev') },
    passages: uniquePassages(document.revision.passages),
  }));
  for (const collection of new Set(documents.map((document) => document.collection))) {
    await trx
      .insertInto('collections')
      .values({ id: collection, created_at: now, personal_data: 'published' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await insertRows(
    trx,
    'documents',
    DOCUMENT,
    made.map(({ id, revisionId, collection, path, revision }) => ({
      ...{ id, collection, path, title: revision.title, external_id: revision.externalId },
      ...{ status: 'ready', published_revision: revisionId },
      ...{ created_at: now, updated_at: now, published_at: now },
    })),
  );
  await insertRows(
    trx,
    'revisions',
    REVISION,
    made.map(({ id, revisionId, revision, by }) => ({
      ...revisionRow(revision, { id: revisionId, documentId: id, number: 1, by, now }),
      state: 'published',
    })),
  );
  const idOf = await addPassages(trx, made);
  await insertRows(
    trx,
    'revision_passages',
    ['revision_id', 'ordinal', 'passage_id', 'parts'],
    made.flatMap(({ id, revisionId, passages }) =>
      [...passages].map(([hash, { parts }], ordinal) => ({
        ...{ revision_id: revisionId, ordinal, passage_id: idOf(id, hash), parts },
      })),
    ),
  );
  return made.map(({ id, passages }) => ({
    documentId: id,
    passageIds: [...passages.keys()].map((hash) => idOf(id, hash)),
  }));
}

const DOCUMENT = [
  'id',
  'external_id',
  'collection',
  'path',
  'title',
  'status',
  'published_revision',
  'created_at',
  'updated_at',
  'published_at',
] as const;

const REVISION = [
  'id',
  'document_id',
  'number',
  'state',
  'title',
  'sha256',
  'media_type',
  'bytes',
  'flags',
  'created_at',
  'created_by',
  'left_out',
] as const;

const PASSAGE = [
  'document_id',
  'hash',
  'headings',
  'text',
  'start_line',
  'end_line',
  'page',
  'scan',
  'current',
] as const;

/** Makes the passages of new documents; tells the ids that they were given. */
async function addPassages(
  trx: Store,
  made: readonly { id: string; passages: ReadonlyMap<string, NewPassage> }[],
): Promise<(documentId: string, hash: string) => number> {
  const rows = made.flatMap(({ id, passages }) =>
    [...passages].map(([hash, passage]) => ({ ...passageRow(id, hash, passage), current: 1 })),
  );
  const { last } = await lastId(trx);
  await insertRows(trx, 'passages', PASSAGE, rows);
  const { rows: given } = await trx.executeQuery<{ id: number; document_id: string; hash: string }>(
    CompiledQuery.raw('select id, document_id, hash from passages where id > ?', [last]),
  );
  const ids = new Map(given.map(({ id, document_id, hash }) => [`${document_id} ${hash}`, id]));
  return (documentId, hash) => ids.get(`${documentId} ${hash}`) as number;
}

async function lastId(trx: Store): Promise<{ last: number }> {
  const { last } = await trx
    .selectFrom('passages')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  return { last: Number(last ?? 0) };
}
