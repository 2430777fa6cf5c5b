import type { Store } from '../../core/store/schema.ts';
import { currentPassages } from '../documents/documents.ts';
import type { IndexedPassage } from '../index/host/indexed-passage.ts';
import type { IndexChange } from '../ingest/take-in.ts';
import type { LiveIndex, ModelIndex } from './live-index.ts';

const BATCH = 500;

/** The one chain by which indexes follow the store: changes one after the other, in the order they are told. */
export type StoreChain = {
  /** Told of a committed change; resolves when the index that serves has it. */
  follow(change: IndexChange): Promise<void>;
  /** Does something between two changes. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Told of every change too, until another one or null is set: an index that is being built. */
  alsoTell(listener: ((change: IndexChange) => void) | null): void;
};

export function createStoreChain(deps: {
  store: Store;
  live: LiveIndex;
  /** Called when passages had to go in without a vector. */
  onIncomplete?: () => void;
  /** Called when the index has passages that it had not before. */
  onAdded?: () => void;
}): StoreChain {
  const { store, live } = deps;
  let last: Promise<unknown> = Promise.resolve();
  let listener: ((change: IndexChange) => void) | null = null;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    inTurn,
    alsoTell: (next) => {
      listener = next;
    },
    follow: (change) =>
      inTurn(async () => {
        listener?.(change);
        await live.use((opened) =>
          applyChange(store, opened, change, async (plain) => {
            const attached = await opened.vectors?.attach(plain);
            if (attached?.complete === false) deps.onIncomplete?.();
            return attached?.passages ?? plain;
          }),
        );
        if (change.added.length > 0) deps.onAdded?.();
      }),
  };
}

/** Makes an index as the store was after a change. `attach` gives passages their vectors, where it has any. */
export async function applyChange(
  store: Store,
  { index }: Pick<ModelIndex, 'index'>,
  { added, removed, generation, more = false }: IndexChange,
  attach: (passages: IndexedPassage[]) => Promise<IndexedPassage[]>,
): Promise<void> {
  if (removed.length > 0 || added.length === 0)
    await index.apply({ add: [], remove: removed, generation, more });
  for (let at = 0; at < added.length; at += BATCH) {
    const add = await attach(await passagesToIndex(store, added.slice(at, at + BATCH)));
    await index.apply({ add, remove: [], generation, more });
  }
}

/** Published passages with these ids as the index takes them in. */
export async function passagesToIndex(store: Store, ids: number[]): Promise<IndexedPassage[]> {
  return (await currentPassages(store, ids)).map((passage) => ({
    id: Number(passage.passageId),
    documentKey: passage.documentId,
    collection: passage.collection,
    title: passage.title,
    path: passage.path,
    headings: passage.headings,
    text: passage.text,
    hash: passage.hash,
  }));
}
