import { bumpGeneration } from '../../core/store/meta.ts';
import type { SourcesTable, Store } from '../../core/store/schema.ts';
import { deleteDocumentRows } from '../documents/documents.ts';
import type { IndexChange } from '../ingest/take-in.ts';
import type { SourceLimits } from './limits.ts';
import type { Reading } from './run.ts';
import { readSource } from './source-rows.ts';

type RemovalDeps = { store: Store; follow(change: IndexChange): Promise<void> };

/** Documents of one transaction. */
const BATCH = 50;

/** What became of the documents whose file or page is gone. */
export type Removal = { removed: number; held: number };

/**
 * Removes the documents of what a run found gone. Nothing goes when the reading failed, and what was merely not seen
 * goes only after a complete one. When too much would go at once it is held until somebody confirms.
 */
export async function removeVanished(
  deps: RemovalDeps & { limits: Pick<SourceLimits, 'hold'> },
  source: SourcesTable,
  runId: string,
  reading: Reading,
): Promise<Removal> {
  const { store } = deps;
  if (reading.kind === 'failed') return { removed: 0, held: 0 };
  const complete = reading.kind === 'complete';
  const { vanished, known } = await vanishedDocuments(store, source.id, runId, complete);
  const { share, from } = deps.limits.hold;
  const tooMuch = known >= from && vanished.length > known * share;
  const emptied = source.kind === 'folder' && vanished.length > 0 && vanished.length === known;
  // Read anew: somebody may have confirmed while the run was under way.
  const confirmed = (await readSource(store, source.id))?.confirmed === 1;
  if ((tooMuch || emptied) && !confirmed) return { removed: 0, held: vanished.length };
  const removed = await removeDocuments(deps, source.id, vanished);
  await forgetItems(store, source.id, runId, complete);
  return { removed, held: 0 };
}

async function vanishedDocuments(store: Store, sourceId: string, runId: string, complete: boolean) {
  const rows = await store
    .selectFrom('source_documents')
    .innerJoin('source_items', (join) =>
      join
        .onRef('source_items.source_id', '=', 'source_documents.source_id')
        .onRef('source_items.item', '=', 'source_documents.item'),
    )
    .select([
      'document_id',
      'source_items.state',
      'source_items.change',
      'source_items.seen_run as item_run',
      'source_documents.seen_run as document_run',
    ])
    .where('source_documents.source_id', '=', sourceId)
    .execute();
  const vanished = rows.filter((row) => {
    if (row.item_run !== runId) return complete;
    if (row.state === 'gone' || row.state === 'left-out') return row.change !== 'failed';
    // A file that makes several documents makes fewer now.
    return row.state === 'taken' && row.change !== 'failed' && row.document_run !== runId;
  });
  return { vanished: vanished.map((row) => row.document_id), known: rows.length };
}

/** Deletes documents that no other source brings, and forgets that this source brought them. */
export async function removeDocuments(
  deps: RemovalDeps,
  sourceId: string,
  documentIds: string[],
): Promise<number> {
  let deleted = 0;
  for (let at = 0; at < documentIds.length; at += BATCH) {
    const batch = documentIds.slice(at, at + BATCH);
    const change = await deps.store.transaction().execute(async (trx) => {
      const removed: number[] = [];
      for (const documentId of batch) {
        await trx
          .deleteFrom('source_documents')
          .where('source_id', '=', sourceId)
          .where('document_id', '=', documentId)
          .execute();
        if (await isNeeded(trx, documentId)) continue;
        deleted += 1;
        removed.push(...(await deleteDocumentRows(trx, documentId)));
      }
      return { added: [], removed, generation: await bumpGeneration(trx) };
    });
    await deps.follow(change);
  }
  return deleted;
}

/** Another source still brings it, or it is gone already. */
async function isNeeded(trx: Store, documentId: string): Promise<boolean> {
  const other = await trx
    .selectFrom('source_documents')
    .select('source_id')
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  const there = await trx
    .selectFrom('documents')
    .select('id')
    .where('id', '=', documentId)
    .executeTakeFirst();
  return other !== undefined || there === undefined;
}

async function forgetItems(store: Store, sourceId: string, runId: string, complete: boolean): Promise<void> {
  const ours = store.deleteFrom('source_items').where('source_id', '=', sourceId);
  await ours.where('state', '=', 'gone').execute();
  if (complete) await ours.where('seen_run', '!=', runId).execute();
}
