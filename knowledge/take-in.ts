import { type Clock, isoNow } from '../core/ports/clock.ts';
import type { Random } from '../core/ports/random.ts';
import { bumpGeneration } from '../core/store/meta.ts';
import type { Store } from '../core/store/schema.ts';
import { addRevision, type NewRevision, publishRevision } from './revisions.ts';

/** A prepared document on its way into the store. */
export type Incoming = {
  collection: string;
  path: string;
  revision: NewRevision;
  draft: boolean;
  by: string;
};

export type TakenIn = { status: 'added' | 'updated' | 'unchanged'; documentId: string; passages: number };

/** What the index has to do after the transaction was committed. */
export type IndexChange = { added: number[]; removed: number[]; generation: number };

/**
 * Stores documents in one transaction: after a crash each is there whole or not at all. Documents whose source
 * did not change are left alone.
 */
export async function takeIn(
  deps: { store: Store; clock: Clock; random: Random },
  batch: Incoming[],
): Promise<{ taken: TakenIn[]; change: IndexChange | null }> {
  return deps.store.transaction().execute(async (trx) => {
    const taken: TakenIn[] = [];
    const change = { added: [] as number[], removed: [] as number[] };
    for (const incoming of batch) taken.push(await takeInOne(trx, deps, incoming, change));
    const changed = change.added.length + change.removed.length > 0;
    return { taken, change: changed ? { ...change, generation: await bumpGeneration(trx) } : null };
  });
}

async function takeInOne(
  trx: Store,
  deps: { clock: Clock; random: Random },
  incoming: Incoming,
  change: { added: number[]; removed: number[] },
): Promise<TakenIn> {
  const { revision, collection } = incoming;
  const known = await trx
    .selectFrom('documents')
    .leftJoin('revisions', 'revisions.id', 'documents.published_revision')
    .select([
      'documents.id',
      'documents.title',
      'documents.published_revision',
      'documents.status',
      'revisions.sha256',
    ])
    .where('collection', '=', collection)
    .where('path', '=', incoming.path)
    .where((eb) =>
      revision.externalId === null
        ? eb('external_id', 'is', null)
        : eb('external_id', '=', revision.externalId),
    )
    .executeTakeFirst();
  if (known !== undefined && known.sha256 === revision.sha256 && known.title === revision.title) {
    if (known.status !== 'ready')
      await trx
        .updateTable('documents')
        .set({ status: 'ready', reason: null })
        .where('id', '=', known.id)
        .execute();
    return { status: 'unchanged', documentId: known.id, passages: revision.passages.length };
  }
  const documentId = known?.id ?? (await addDocument(trx, deps, incoming));
  const revisionId = await addRevision(trx, deps, documentId, revision, incoming.by);
  if (incoming.draft) {
    await trx
      .updateTable('documents')
      .set({ status: 'ready', reason: null })
      .where('id', '=', documentId)
      .execute();
  } else {
    const moved = await publishRevision(trx, deps, documentId, revisionId);
    change.added.push(...moved.added);
    change.removed.push(...moved.removed);
  }
  const fresh = known === undefined || known.published_revision === null;
  return { status: fresh ? 'added' : 'updated', documentId, passages: revision.passages.length };
}

/** Makes the row of a new document; it shows up in lists at once and in answers once a revision is published. */
export async function addDocument(
  trx: Store,
  deps: { clock: Clock; random: Random },
  document: { collection: string; path: string; revision: Pick<NewRevision, 'externalId' | 'title'> },
  state: { status: string; pendingFile: string | null } = { status: 'ready', pendingFile: null },
): Promise<string> {
  const id = deps.random.id('doc');
  const now = isoNow(deps.clock);
  await trx
    .insertInto('collections')
    .values({ id: document.collection, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .insertInto('documents')
    .values({
      id,
      external_id: document.revision.externalId,
      collection: document.collection,
      path: document.path,
      title: document.revision.title,
      status: state.status,
      reason: null,
      published_revision: null,
      pending_file: state.pendingFile,
      created_at: now,
      updated_at: now,
    })
    .execute();
  return id;
}
