import type { IndexedPassage } from '../index/host/indexed-passage.ts';
import type { PassageSource } from '../index/host/passage-source.ts';

/** The store's passages, with a draft's in their place once the index was told of it. The store knows nothing of it. */
export function createTrialSource(published: PassageSource, draft: readonly IndexedPassage[]): PassageSource {
  const ofDraft = new Set(draft.map(({ id }) => id));
  const added = new Map<number, IndexedPassage>();
  const removed = new Set<number>();
  return {
    ...published,
    read(ids) {
      const texts = published.read(ids.filter((id) => !removed.has(id) && !added.has(id)));
      for (const id of ids) {
        const passage = added.get(id);
        if (passage === undefined) continue;
        const { title, headings, text, hash = '' } = passage;
        texts.set(id, { title, headings, text, hash });
      }
      return texts;
    },
    put(passages) {
      for (const passage of passages) if (ofDraft.has(passage.id)) added.set(passage.id, passage);
    },
    drop(ids) {
      for (const id of ids) removed.add(id);
    },
  };
}
