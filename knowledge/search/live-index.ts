import type { SearchIndex } from '../index/host/index-client.ts';
import type { PassageVectors } from './passage-vectors.ts';

/** An index with the embedding model that its vectors are of: both are used together, or neither. */
export type ModelIndex = {
  /** `corpus`, or a provider's model. */
  readonly model: string;
  /** Folder of its snapshot. */
  readonly dir: string;
  readonly index: SearchIndex;
  /** A provider's vectors; undefined = the index trains its own. */
  readonly vectors: PassageVectors | undefined;
  /** What a provider's vectors have of the fused score, 0 = questions need none; null = the index finds it out. */
  readonly share: number | null;
};

/** The one that serves. It changes in one step: who began with one ends with it. */
export type LiveIndex = {
  current(): ModelIndex;
  /** Does work with the one that serves now; it stays open until the work is done. */
  use<T>(work: (current: ModelIndex) => Promise<T>): Promise<T>;
  /** From now on `next` serves. Resolves with the former one once nobody uses it: the caller closes it, unless its index goes on serving. */
  swap(next: ModelIndex): Promise<ModelIndex>;
};

export function createLiveIndex(first: ModelIndex): LiveIndex {
  let serving = { current: first, users: 0, free: Promise.withResolvers<void>(), replaced: false };
  return {
    current: () => serving.current,
    async use(work) {
      const mine = serving;
      mine.users++;
      try {
        return await work(mine.current);
      } finally {
        mine.users--;
        if (mine.replaced && mine.users === 0) mine.free.resolve();
      }
    },
    async swap(next) {
      const former = serving;
      if (next.index === former.current.index) {
        // The same index with another client: whoever uses it still counts when it is replaced.
        const { current } = former;
        former.current = next;
        return current;
      }
      serving = { current: next, users: 0, free: Promise.withResolvers<void>(), replaced: false };
      former.replaced = true;
      if (former.users === 0) former.free.resolve();
      await former.free.promise;
      return former.current;
    },
  };
}
