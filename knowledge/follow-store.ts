import type { Store } from '../core/store/schema.ts';
import { currentPassages } from './documents.ts';
import type { SearchIndex } from './index/index-client.ts';
import type { IndexedPassage } from './index/indexed-passage.ts';
import type { PassageVectors } from './passage-vectors.ts';
import type { IndexChange } from './take-in.ts';

const BATCH = 500;

export type FollowDeps = {
  store: Store;
  index: SearchIndex;
  /** A provider's vectors; without them the index trains its own. */
  vectors?: PassageVectors | undefined;
  /** Called when passages had to go in without a vector. */
  onIncomplete?: (() => void) | undefined;
};

/** Makes the index follow committed changes, one after the other in the order they were committed. */
export function followStore(deps: FollowDeps): (change: IndexChange) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (change) => {
    const next = last.then(() => apply(deps, change));
    last = next.catch(() => undefined);
    return next;
  };
}

async function apply(deps: FollowDeps, change: IndexChange): Promise<void> {
  const { added, removed, generation } = change;
  if (removed.length > 0 || added.length === 0)
    await deps.index.apply({ add: [], remove: removed, generation });
  for (let at = 0; at < added.length; at += BATCH) {
    const plain = await passagesToIndex(deps.store, added.slice(at, at + BATCH));
    const { passages, complete } = (await deps.vectors?.attach(plain)) ?? { passages: plain, complete: true };
    if (!complete) deps.onIncomplete?.();
    await deps.index.apply({ add: passages, remove: [], generation });
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
