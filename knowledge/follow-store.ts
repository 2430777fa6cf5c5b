import type { Store } from '../core/store/schema.ts';
import { currentPassages } from './documents.ts';
import type { SearchIndex } from './index/index-client.ts';
import type { IndexChange } from './take-in.ts';

const BATCH = 500;

/** Makes the index follow committed changes, one after the other in the order they were committed. */
export function followStore(deps: {
  store: Store;
  index: SearchIndex;
}): (change: IndexChange) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (change) => {
    const next = last.then(() => apply(deps, change));
    last = next.catch(() => undefined);
    return next;
  };
}

async function apply(deps: { store: Store; index: SearchIndex }, change: IndexChange): Promise<void> {
  const { added, removed, generation } = change;
  if (removed.length > 0 || added.length === 0)
    await deps.index.apply({ add: [], remove: removed, generation });
  for (let at = 0; at < added.length; at += BATCH) {
    const passages = await currentPassages(deps.store, added.slice(at, at + BATCH));
    const add = passages.map((passage) => ({
      id: Number(passage.passageId),
      documentKey: passage.documentId,
      collection: passage.collection,
      title: passage.title,
      path: passage.path,
      headings: passage.headings,
      text: passage.text,
      hash: passage.hash,
    }));
    await deps.index.apply({ add, remove: [], generation });
  }
}
