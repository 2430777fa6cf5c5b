import type { SearchIndex } from '../index/host/index-client.ts';
import type { PassageVectors } from './passage-vectors.ts';

/** An index with the embedding model that its vectors are of: both are used together, or neither. */
export type IndexLeg = {
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

/** The leg that serves. It changes in one step: who began with one leg ends with it. */
export type LiveIndex = {
  leg(): IndexLeg;
  /** Does work with the leg that serves now; it stays open until the work is done. */
  use<T>(work: (leg: IndexLeg) => Promise<T>): Promise<T>;
  /** From now on `next` serves. Resolves with the former leg once nobody uses it: the caller closes it, unless its index goes on serving. */
  swap(next: IndexLeg): Promise<IndexLeg>;
};

export function createLiveIndex(first: IndexLeg): LiveIndex {
  let serving = { leg: first, users: 0, free: Promise.withResolvers<void>(), replaced: false };
  return {
    leg: () => serving.leg,
    async use(work) {
      const mine = serving;
      mine.users++;
      try {
        return await work(mine.leg);
      } finally {
        mine.users--;
        if (mine.replaced && mine.users === 0) mine.free.resolve();
      }
    },
    async swap(next) {
      const former = serving;
      if (next.index === former.leg.index) {
        // The same index with another client: whoever uses it still counts when it is replaced.
        const { leg } = former;
        former.leg = next;
        return leg;
      }
      serving = { leg: next, users: 0, free: Promise.withResolvers<void>(), replaced: false };
      former.replaced = true;
      if (former.users === 0) former.free.resolve();
      await former.free.promise;
      return former.leg;
    },
  };
}
