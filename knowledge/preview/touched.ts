import type { PreviewTouched } from '../../core/ports/previews.ts';
import type { Store } from '../../core/store/schema.ts';
import { linksOf } from '../question-memory/from-people.ts';
import { nameDocuments } from '../question-memory/name-documents.ts';
import { previewLimits } from './limits.ts';

/** What rests on a document and does not change, or goes, with a draft of it. */
export async function touchedBy(
  store: Store,
  documentId: string,
  revisionId: string,
): Promise<PreviewTouched> {
  return {
    curated: await curatedOn(store, documentId),
    cached: await droppedWith(store, documentId, revisionId),
  };
}

async function curatedOn(store: Store, documentId: string): Promise<PreviewTouched['curated']> {
  const rows = await store
    .selectFrom('curated_answers')
    .innerJoin('curated_questions', 'curated_questions.curated_id', 'curated_answers.id')
    .select(['id', 'answer', 'question'])
    .where('ordinal', '=', 0)
    .orderBy('id', 'desc')
    .limit(previewLimits.curated)
    .execute();
  const linking = rows
    .map(({ answer, ...row }) => ({ ...row, links: linksOf(answer) }))
    .filter(({ links }) => links.length > 0);
  if (linking.length === 0) return [];
  const named = nameDocuments(store);
  const resting: PreviewTouched['curated'] = [];
  for (const { id, question, links } of linking) {
    const found = await Promise.all(links.map(named));
    if (found.flat().some((one) => one.documentId === documentId)) resting.push({ id, question });
  }
  return resting;
}

/** Passages keep their id while they say the same: one that the revision does not have is gone, or says something else. */
async function droppedWith(store: Store, documentId: string, revisionId: string): Promise<string[]> {
  const rows = await store
    .selectFrom('cache_entries')
    .select('question')
    .where('quarantined', '=', 0)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('cache_sources')
          .innerJoin('passages', 'passages.id', 'cache_sources.passage_id')
          .select('passages.id')
          .whereRef('cache_sources.key', '=', 'cache_entries.key')
          .where('passages.document_id', '=', documentId)
          .where('passages.current', '=', 1)
          .where(
            'passages.id',
            'not in',
            eb.selectFrom('revision_passages').select('passage_id').where('revision_id', '=', revisionId),
          ),
      ),
    )
    .orderBy('created_at', 'desc')
    .limit(previewLimits.cached)
    .execute();
  return [...new Set(rows.map((row) => row.question))];
}
