import type {
  Preview,
  PreviewAnswer,
  PreviewOrigin,
  PreviewResult,
  PreviewVerdict,
} from '../../core/ports/previews.ts';
import { readGeneration } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';

import { touchedBy } from './touched.ts';

/** What changes stands first; order of the lists. */
const ORDER: readonly PreviewVerdict[] = ['abstained', 'source-lost', 'changed', 'answered', 'same'];

/** The id and number of the draft that a publish would publish. */
export async function newestDraft(
  store: Store,
  documentId: string,
): Promise<{ id: string; number: number; held: boolean } | undefined> {
  const newest = await store
    .selectFrom('revisions')
    .select(['id', 'number', 'state', 'held'])
    .where('document_id', '=', documentId)
    .where('state', '<>', 'superseded')
    .orderBy('number', 'desc')
    .executeTakeFirst();
  if (newest?.state !== 'draft') return undefined;
  return { id: newest.id, number: newest.number, held: newest.held === 1 };
}

/** Forgets every preview of a document. */
export async function dropPreviews(trx: Store, documentId: string): Promise<void> {
  const own = trx.selectFrom('previews').select('id').where('document_id', '=', documentId);
  await trx.deleteFrom('preview_results').where('preview_id', 'in', own).execute();
  await trx.deleteFrom('previews').where('document_id', '=', documentId).execute();
}

/** Forgets all but the latest previews: each quotes documents that may be deleted. */
export async function prunePreviews(trx: Store, most: number): Promise<void> {
  const latest = trx
    .selectFrom('previews')
    .select('id')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most);
  await trx.deleteFrom('previews').where('id', 'not in', latest).execute();
  const left = trx.selectFrom('previews').select('id');
  await trx.deleteFrom('preview_results').where('preview_id', 'not in', left).execute();
}

/** Adds results behind those that are there. */
export async function saveResults(
  store: Store,
  previewId: string,
  from: number,
  results: readonly PreviewResult[],
): Promise<void> {
  if (results.length === 0) return;
  await store
    .insertInto('preview_results')
    .values(
      results.map(({ question, origins, verdict, before, after }, at) => ({
        preview_id: previewId,
        ordinal: from + at,
        question,
        origins: JSON.stringify(origins),
        verdict,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
      })),
    )
    .execute();
}

/** The preview of the document's newest draft with its results. */
export async function latestPreview(store: Store, documentId: string): Promise<Preview | undefined> {
  const draft = await newestDraft(store, documentId);
  if (draft === undefined) return undefined;
  const row = await store
    .selectFrom('previews')
    .selectAll()
    .where('revision_id', '=', draft.id)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const rows = await store
    .selectFrom('preview_results')
    .selectAll()
    .where('preview_id', '=', row.id)
    .orderBy('ordinal')
    .execute();
  const results = rows
    .map(
      (one): PreviewResult => ({
        question: one.question,
        origins: JSON.parse(one.origins) as PreviewOrigin[],
        verdict: one.verdict as PreviewVerdict,
        before: JSON.parse(one.before) as PreviewAnswer,
        after: JSON.parse(one.after) as PreviewAnswer,
      }),
    )
    .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const count = (verdict: PreviewVerdict): number => results.filter((one) => one.verdict === verdict).length;
  return {
    id: row.id,
    documentId,
    revision: draft.number,
    state: row.state as Preview['state'],
    done: row.done,
    total: row.total,
    message: row.message,
    outdated: row.generation !== (await readGeneration(store)),
    createdAt: row.created_at,
    notes: JSON.parse(row.notes) as string[],
    touched: await touchedBy(store, documentId, draft.id),
    counts: {
      same: count('same'),
      changed: count('changed'),
      'source-lost': count('source-lost'),
      abstained: count('abstained'),
      answered: count('answered'),
    },
    results,
  };
}
