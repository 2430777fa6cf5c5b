import { CompiledQuery } from 'kysely';
import { type Clock, isoNow } from '../../core/ports/clock.ts';
import { isWorthRecognizing, type LeftOut } from '../../core/ports/left-out.ts';
import type { Random } from '../../core/ports/random.ts';
import { bumpGeneration } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';
import { publishNewDocuments } from '../documents/new-documents.ts';
import { addRevision, type NewRevision, publishRevision } from '../documents/revisions.ts';

/** A prepared document on its way into the store. */
export type Incoming = {
  collection: string;
  path: string;
  revision: NewRevision;
  draft: boolean;
  /** With `draft`: kept back because of its flags. */
  held?: boolean;
  by: string;
};

export type TakenIn = { status: 'added' | 'updated' | 'unchanged'; documentId: string; passages: number };

/** What the index has to do after the transaction was committed. */
export type IndexChange = {
  added: number[];
  removed: number[];
  generation: number;
  /** Further changes follow at once, as in an ingest: training waits for them. */
  more?: boolean;
};

/**
 * Stores documents in one transaction: after a crash each is there whole or not at all. Documents whose source
 * did not change are left alone.
 */
export async function takeIn(
  deps: { store: Store; clock: Clock; random: Random },
  batch: Incoming[],
): Promise<{ taken: TakenIn[]; change: IndexChange | null }> {
  return deps.store.transaction().execute(async (trx) => {
    const change: Change = { added: [], removed: [], published: false };
    const known = new Map<Incoming, Known | undefined>();
    for (const incoming of batch) known.set(incoming, await knownDocument(trx, incoming));
    const fresh = await publishFresh(trx, deps, batch, known, change);
    const taken: TakenIn[] = [];
    for (const incoming of batch) {
      taken.push(fresh.get(incoming) ?? (await takeInOne(trx, deps, incoming, change)));
    }
    // Also without another passage: whoever remembers what was published, and when, must look again.
    const { added, removed, published } = change;
    return { taken, change: published ? { added, removed, generation: await bumpGeneration(trx) } : null };
  });
}

type Change = { added: number[]; removed: number[]; published: boolean };

/** What the store does not have and what is to be published is stored together; the rest is left to `takeInOne`. */
async function publishFresh(
  trx: Store,
  deps: { clock: Clock; random: Random },
  batch: Incoming[],
  known: ReadonlyMap<Incoming, Known | undefined>,
  change: Change,
): Promise<Map<Incoming, TakenIn>> {
  const byPlace = new Map<string, Incoming>();
  for (const incoming of batch) {
    const { collection, path, revision } = incoming;
    const place = JSON.stringify([collection, path, revision.externalId ?? '']);
    // Of two with one place, the first makes the document and the second changes it.
    if (!incoming.draft && known.get(incoming) === undefined && !byPlace.has(place))
      byPlace.set(place, incoming);
  }
  const fresh = [...byPlace.values()];
  if (fresh.length === 0) return new Map();
  const made = await publishNewDocuments(trx, deps, fresh);
  change.published = true;
  return new Map(
    made.map(({ documentId, passageIds }, at) => {
      const incoming = fresh[at] as Incoming;
      for (const id of passageIds) change.added.push(id);
      return [incoming, { status: 'added', documentId, passages: incoming.revision.passages.length }];
    }),
  );
}

async function takeInOne(
  trx: Store,
  deps: { clock: Clock; random: Random },
  incoming: Incoming,
  change: Change,
): Promise<TakenIn> {
  const { revision } = incoming;
  const known = await knownDocument(trx, incoming);
  // An archived document stays out of answers until somebody restores it.
  const draft = incoming.draft || known?.archived === true;
  if (
    known !== undefined &&
    (isSame(revision, known.published) || (draft && isSame(revision, known.newest)))
  ) {
    if (known.status !== 'ready') await setReady(trx, known.id);
    return { status: 'unchanged', documentId: known.id, passages: revision.passages.length };
  }
  const documentId = known?.id ?? (await addDocument(trx, deps, incoming));
  const { by, held = false } = incoming;
  const revisionId = await addRevision(trx, deps, documentId, revision, { by, held });
  if (draft) {
    await setReady(trx, documentId);
  } else {
    const moved = await publishRevision(trx, deps, documentId, revisionId);
    change.published = true;
    change.added.push(...moved.added);
    change.removed.push(...moved.removed);
  }
  const fresh = known === undefined || known.newest === undefined;
  return { status: fresh ? 'added' : 'updated', documentId, passages: revision.passages.length };
}

type Content = { sha256: string; title: string; left_out: string | null };

type Known = {
  id: string;
  status: string;
  archived: boolean;
  published: Content | undefined;
  newest: Content | undefined;
};

type KnownRow = { id: string; published_revision: string | null; status: string; archived_at: string | null };

/** As the index has it: a corpus makes many documents of one path. As it stands, since every document asks it. */
const KNOWN = `select id, published_revision, status, archived_at from documents
  where collection = ? and path = ? and coalesce(external_id, '') = ?`;

/** The document that this file is a version of, with what is published of it and what came last. */
async function knownDocument(
  trx: Store,
  { collection, path, revision }: Incoming,
): Promise<Known | undefined> {
  const { rows } = await trx.executeQuery<KnownRow>(
    CompiledQuery.raw(KNOWN, [collection, path, revision.externalId ?? '']),
  );
  const document = rows[0];
  if (document === undefined) return undefined;
  const revisions = trx.selectFrom('revisions').select(['sha256', 'title', 'left_out']);
  const newest = await revisions
    .where('document_id', '=', document.id)
    .where('state', '<>', 'superseded')
    .orderBy('number', 'desc')
    .executeTakeFirst();
  const published =
    document.published_revision === null
      ? undefined
      : await revisions.where('id', '=', document.published_revision).executeTakeFirst();
  const { id, status, archived_at } = document;
  return { id, status, archived: archived_at !== null, published, newest };
}

function isSame(
  revision: Pick<NewRevision, 'sha256' | 'title' | 'leftOut'>,
  known: Content | undefined,
): boolean {
  if (known?.sha256 !== revision.sha256 || known.title !== revision.title) return false;
  // The same file is read anew once text recognition is on.
  const before = leftOutOf(known.left_out);
  return !isWorthRecognizing(before) || isWorthRecognizing(revision.leftOut);
}

/** What the column `revisions.left_out` says. */
export function leftOutOf(column: string | null): LeftOut[] {
  return column === null ? [] : (JSON.parse(column) as LeftOut[]);
}

async function setReady(trx: Store, documentId: string): Promise<void> {
  await trx
    .updateTable('documents')
    .set({ status: 'ready', reason: null })
    .where('id', '=', documentId)
    .execute();
}

/** Makes the row of a new document; it shows up in lists at once and in answers once a revision is published. */
export async function addDocument(
  trx: Store,
  deps: { clock: Clock; random: Random },
  document: { collection: string; path: string; revision: Pick<NewRevision, 'externalId' | 'title'> },
  state: { status: string; pendingFile: string | null; pendingCharset?: string | null } = {
    status: 'ready',
    pendingFile: null,
  },
): Promise<string> {
  const id = deps.random.id('doc');
  const now = isoNow(deps.clock);
  await trx
    .insertInto('collections')
    .values({ id: document.collection, created_at: now, personal_data: 'published' })
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
      pending_charset: state.pendingCharset ?? null,
      created_at: now,
      updated_at: now,
    })
    .execute();
  return id;
}
