import { type Clock, isoNow } from '../../core/ports/clock.ts';
import type { SourceItemsTable, Store } from '../../core/store/schema.ts';
import type { Validators } from './fetch/fetched.ts';

/** What a run found out about an item; what is left out stays as it was. */
export type ItemNote = Partial<
  Pick<SourceItemsTable, 'state' | 'reason' | 'change' | 'etag' | 'last_modified' | 'sha256' | 'links'>
>;

/** The items of one source, as one run sees and writes them. Everything written is there after a kill. */
export type ItemRows = {
  get(item: string): SourceItemsTable | undefined;
  /** True when this run has dealt with it already, perhaps before the program was stopped. */
  isDone(item: string): boolean;
  /** Every item known from earlier runs or this one. */
  all(): SourceItemsTable[];
  /** For a conditional request; undefined when the item has to be read whole. */
  validators(item: string): Validators | undefined;
  /** Marks an item as dealt with. */
  note(item: string, note: ItemNote): Promise<void>;
  /** Marks an item as dealt with, and as what these documents came from. */
  taken(item: string, note: ItemNote, documentIds: string[]): Promise<void>;
  /** Marks an item as read and the same as before; its documents stay. */
  unchanged(item: string, note?: ItemNote): Promise<void>;
};

const FRESH = {
  state: 'failed',
  reason: '',
  change: null,
  etag: null,
  last_modified: null,
  sha256: null,
  links: '[]',
};

/** Loads the items of a source for one run. Items whose documents were all deleted here are marked first. */
export async function openItemRows(
  deps: { store: Store; clock: Clock },
  sourceId: string,
  runId: string,
): Promise<ItemRows> {
  const { store, clock } = deps;
  await markDeletedHere(store, sourceId);
  const rows = await store
    .selectFrom('source_items')
    .selectAll()
    .where('source_id', '=', sourceId)
    .orderBy('item')
    .execute();
  const known = new Map(rows.map((row) => [row.item, row]));

  async function write(trx: Store, item: string, note: ItemNote): Promise<void> {
    const old = known.get(item) ?? { ...FRESH, source_id: sourceId, item };
    const row = { ...old, ...note, seen_run: runId, seen_at: isoNow(clock) };
    await trx
      .insertInto('source_items')
      .values(row)
      .onConflict((conflict) => conflict.columns(['source_id', 'item']).doUpdateSet(row))
      .execute();
    known.set(item, row);
  }

  return {
    get: (item) => known.get(item),
    isDone: (item) => known.get(item)?.seen_run === runId,
    all: () => [...known.values()],
    validators(item) {
      const row = known.get(item);
      return row === undefined || (row.etag === null && row.last_modified === null)
        ? undefined
        : { etag: row.etag, lastModified: row.last_modified };
    },
    note: (item, note) => write(store, item, { change: null, ...note }),

    async taken(item, note, documentIds) {
      await store.transaction().execute(async (trx) => {
        await write(trx, item, { state: 'taken', reason: '', ...note });
        for (const documentId of documentIds) {
          const row = { source_id: sourceId, document_id: documentId, item, seen_run: runId };
          await trx
            .insertInto('source_documents')
            .values(row)
            .onConflict((conflict) => conflict.columns(['source_id', 'document_id']).doUpdateSet(row))
            .execute();
        }
      });
    },

    async unchanged(item, note = {}) {
      await store.transaction().execute(async (trx) => {
        const taken = known.get(item)?.state === 'taken';
        await write(trx, item, {
          ...(taken ? { change: 'unchanged', reason: '' } : { change: null }),
          ...note,
        });
        await trx
          .updateTable('source_documents')
          .set({ seen_run: runId })
          .where('source_id', '=', sourceId)
          .where('item', '=', item)
          .execute();
      });
    },
  };
}

/** What a person deleted in Docent does not come back with the next run. */
async function markDeletedHere(store: Store, sourceId: string): Promise<void> {
  await store.transaction().execute(async (trx) => {
    const emptied = await trx
      .selectFrom('source_documents')
      .leftJoin('documents', 'documents.id', 'source_documents.document_id')
      .select('item')
      .where('source_id', '=', sourceId)
      .groupBy('item')
      .having((eb) => eb.fn.count('documents.id'), '=', 0)
      .execute();
    for (const { item } of emptied) {
      const reason = 'Its document was deleted in Docent; it is left out since.';
      await trx
        .updateTable('source_items')
        .set({ state: 'deleted-here', reason })
        .where('source_id', '=', sourceId)
        .where('item', '=', item)
        .execute();
      await trx
        .deleteFrom('source_documents')
        .where('source_id', '=', sourceId)
        .where('item', '=', item)
        .execute();
    }
  });
}
