import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import { bumpGeneration } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';
import type { IndexChange } from '../ingest/take-in.ts';
import { deleteDocumentRows } from './documents.ts';
import { currentIds, publishRevision, setCurrent } from './revisions.ts';

type Deps = { store: Store; clock: Clock; random: Random };

/** What was done: the change the index must follow, or null when there was nothing to do. */
type Moved = Promise<IndexChange | null>;

type Which = 'newest-draft' | 'previous' | 'archived';

/** Publishes another revision of a document. `by`, where known, has decided about its flags. */
export async function moveTo(deps: Deps, documentId: string, which: Which, by?: string): Moved {
  return deps.store.transaction().execute(async (trx) => {
    const target = await revisionOf(trx, documentId, which);
    if (target === undefined) return null;
    if (by !== undefined) await markReviewed(trx, deps, target, by);
    const ids = await publishRevision(trx, deps, documentId, target);
    return { ...ids, generation: await bumpGeneration(trx) };
  });
}

/** Notes who decided about a revision's flags; an earlier decision stands. */
export async function markReviewed(
  trx: Store,
  deps: Pick<Deps, 'clock'>,
  revisionId: string,
  by: string,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('revisions')
    .set({ reviewed_at: isoNow(deps.clock), reviewed_by: by })
    .where('id', '=', revisionId)
    .where('reviewed_at', 'is', null)
    .where('flags', '<>', '[]')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Takes a document out of answers and remembers what was published. */
export async function archiveDocument(deps: Deps, documentId: string): Moved {
  return deps.store.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('documents')
      .set({ archived_at: isoNow(deps.clock), published_revision: null, updated_at: isoNow(deps.clock) })
      .where('id', '=', documentId)
      .where('archived_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return null;
    const removed = [...(await currentIds(trx, documentId))];
    await setCurrent(trx, removed, 0);
    await trx
      .updateTable('revisions')
      .set({ state: 'archived' })
      .where('document_id', '=', documentId)
      .where('state', '=', 'published')
      .execute();
    return { added: [], removed, generation: await bumpGeneration(trx) };
  });
}

/** Brings an archived document back as it was; one that had only drafts has them again. */
export async function restoreDocument(deps: Deps, documentId: string): Moved {
  return deps.store.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('documents')
      .set({ archived_at: null, updated_at: isoNow(deps.clock) })
      .where('id', '=', documentId)
      .where('archived_at', 'is not', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return null;
    const target = await revisionOf(trx, documentId, 'archived');
    const ids =
      target === undefined
        ? { added: [], removed: [] }
        : await publishRevision(trx, deps, documentId, target);
    return { ...ids, generation: await bumpGeneration(trx) };
  });
}

/** Deletes the newest draft with the passages that nothing else has; the whole document when it had nothing else. */
export async function dropDraft(deps: Deps, documentId: string): Promise<'draft' | 'document' | 'none'> {
  return deps.store.transaction().execute(async (trx) => {
    const draft = await revisionOf(trx, documentId, 'newest-draft');
    if (draft === undefined) return 'none';
    await trx.deleteFrom('preview_results').where('preview_id', 'in', previewsOf(trx, draft)).execute();
    await trx.deleteFrom('previews').where('revision_id', '=', draft).execute();
    await trx.deleteFrom('revision_passages').where('revision_id', '=', draft).execute();
    await trx.deleteFrom('revisions').where('id', '=', draft).execute();
    const left = await trx
      .selectFrom('revisions')
      .select('id')
      .where('document_id', '=', documentId)
      .executeTakeFirst();
    if (left === undefined) {
      await deleteDocumentRows(trx, documentId);
      return 'document';
    }
    const unused = trx
      .selectFrom('passages')
      .select('id')
      .where('document_id', '=', documentId)
      .where('current', '=', 0)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('revision_passages')
              .select('passage_id')
              .whereRef('passage_id', '=', 'passages.id'),
          ),
        ),
      );
    await trx.deleteFrom('passage_vectors').where('passage_id', 'in', unused).execute();
    await trx.deleteFrom('passages').where('id', 'in', unused).execute();
    return 'draft';
  });
}

function previewsOf(trx: Store, revisionId: string) {
  return trx.selectFrom('previews').select('id').where('revision_id', '=', revisionId);
}

async function revisionOf(trx: Store, documentId: string, which: Which): Promise<string | undefined> {
  const rows = await trx
    .selectFrom('revisions')
    .select(['id', 'state', 'number'])
    .where('document_id', '=', documentId)
    .orderBy('number', 'desc')
    .execute();
  if (which === 'archived') return rows.find((row) => row.state === 'archived')?.id;
  const latest = rows.find((row) => row.state === 'published' || row.state === 'archived')?.number ?? 0;
  if (which === 'newest-draft') return rows.find((row) => row.state === 'draft' && row.number > latest)?.id;
  const published = rows.find((row) => row.state === 'published')?.number ?? 0;
  return rows.find((row) => row.state === 'superseded' && row.number < published)?.id;
}
