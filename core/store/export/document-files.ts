import type { Store } from '../schema.ts';
import { fromJson, inPages, openFile } from './open-file.ts';

/** Documents with the text that is published, and every revision that is kept. */
export const documentFiles = [
  openFile({
    name: 'documents.jsonl',
    holds: 'Documents as they are now, with the text of their published revision.',
    fields: {
      id: 'stays the same across revisions',
      externalId: 'id in the file or system that it came from, or null',
      collection: 'collection that it is in',
      path: 'folders and file name as given, or web address',
      title: 'as people see it',
      status: 'processing, ready or failed',
      reason: 'why it failed, or null',
      publishedRevision: 'id of the published revision, or null',
      publishedAt: 'when this text was published, or null',
      owner: 'who answers for it, or null',
      reviewOn: 'day on which somebody must look at it again, or null',
      confirmedAt: 'when somebody last said that it is still right, or null',
      archivedAt: 'since when it is kept out of answers, or null',
      createdAt: 'when it was taken in',
      updatedAt: 'when it was last changed',
      text: 'published text, passages parted by an empty line; null while nothing is published',
    },
    async *rows(store) {
      for await (const row of inPages((after, limit) => documentsAfter(store, after, limit))) {
        const passages =
          row.published_revision === null ? [] : await passagesOf(store, row.published_revision);
        yield {
          ...{ id: row.id, externalId: row.external_id, collection: row.collection, path: row.path },
          ...{ title: row.title, status: row.status, reason: row.reason },
          ...{ publishedRevision: row.published_revision, publishedAt: row.published_at },
          ...{ owner: row.owner, reviewOn: row.review_on, confirmedAt: row.confirmed_at },
          ...{ archivedAt: row.archived_at, createdAt: row.created_at, updatedAt: row.updated_at },
          text: row.published_revision === null ? null : passages.map(({ text }) => text).join('\n\n'),
        };
      }
    },
  }),
  openFile({
    name: 'revisions.jsonl',
    holds: 'Every revision that is kept, with its passages.',
    fields: {
      id: 'of the revision',
      documentId: 'id of its document',
      number: 'counted from 1',
      state: 'draft, published, superseded or archived',
      title: 'title of the document with this revision',
      mediaType: 'what kind of file it was read from',
      bytes: 'size of that file',
      sha256: 'hash of that file',
      flags: 'what was found in it that a person should look at',
      held: 'whether it is a draft because of its flags',
      reviewedAt: 'when its flags were decided about, or null',
      reviewedBy: 'by whom, or null',
      createdAt: 'when it was taken in',
      createdBy: 'who or what brought it',
      passages:
        'its text in order: headings, text, first and last line or page where known, whether it was read from a scan',
    },
    async *rows(store) {
      for await (const row of inPages((after, limit) => revisionsAfter(store, after, limit))) {
        const passages = await passagesOf(store, row.id);
        yield {
          ...{ id: row.id, documentId: row.document_id, number: row.number, state: row.state },
          ...{ title: row.title, mediaType: row.media_type, bytes: row.bytes, sha256: row.sha256 },
          ...{ flags: fromJson(row.flags), held: row.held === 1 },
          ...{ reviewedAt: row.reviewed_at, reviewedBy: row.reviewed_by },
          ...{ createdAt: row.created_at, createdBy: row.created_by },
          passages: passages.map((one) => ({
            ...{ headings: fromJson(one.headings), text: one.text },
            ...{ startLine: one.start_line, endLine: one.end_line, page: one.page },
            scan: one.scan === 1,
          })),
        };
      }
    },
  }),
];

function documentsAfter(store: Store, after: string, limit: number) {
  return store
    .selectFrom('documents')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

function revisionsAfter(store: Store, after: string, limit: number) {
  return store
    .selectFrom('revisions')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

function passagesOf(store: Store, revisionId: string) {
  return store
    .selectFrom('revision_passages')
    .innerJoin('passages', 'passages.id', 'revision_passages.passage_id')
    .select(['headings', 'text', 'start_line', 'end_line', 'page', 'scan'])
    .where('revision_id', '=', revisionId)
    .orderBy('ordinal')
    .execute();
}
