import { AppError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { readGeneration } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';
import type { IndexAudit } from '../index/training/audit.ts';
import type { IndexChange } from '../ingest/take-in.ts';
import { applyChange, passagesToIndex, type StoreChain } from '../search/follow-store.ts';
import type { ModelIndex } from '../search/live-index.ts';
import type { SwitchLimits } from './limits.ts';

/** Why an index may not serve; the one that does goes on. */
class CheckFailedError extends AppError {
  constructor(message: string) {
    super(
      'index.check-failed',
      message,
      'The index that served before goes on. Restart Docent to try again.',
    );
    this.name = 'CheckFailedError';
  }
}

/** An index that is built beside the one that serves, and follows the store meanwhile. */
export type NextIndex = {
  /** Fills it: from its snapshot where that is whole, else from the store. */
  build(signal: AbortSignal): Promise<void>;
  /** Embeds what came since, and resolves when it holds every change that it was told of. */
  catchUp(signal: AbortSignal): Promise<void>;
  /** Resolves once it agrees with the store and its graph finds enough; throws CheckFailedError. */
  check(signal: AbortSignal): Promise<IndexAudit>;
};

export type NextIndexDeps = {
  store: Store;
  clock: Clock;
  chain: StoreChain;
  opened: ModelIndex;
  limits: SwitchLimits;
};

/** From here on the index is told of every change, until the caller says otherwise to the chain. */
export function createNextIndex({ store, clock, chain, opened, limits }: NextIndexDeps): NextIndex {
  const { index, vectors } = opened;
  const filled = Promise.withResolvers<void>();
  // Changes wait until it is filled: what was read from the store then is at least as new as they were.
  let last: Promise<void> = filled.promise;
  const take = (change: IndexChange): void => {
    last = last.then(() =>
      applyChange(store, opened, change, async (plain) => (await vectors?.attachKept(plain)) ?? plain),
    );
    last.catch(() => undefined);
  };
  chain.alsoTell(take);

  const faults = ({ missing, extra, bare }: IndexAudit): number =>
    missing + extra + (vectors === undefined ? 0 : bare);
  const idsOnly = { ...limits.audit, vectors: 0 };

  const catchUp = async (signal: AbortSignal): Promise<void> => {
    while (vectors !== undefined) {
      signal.throwIfAborted();
      const ids = await vectors.missing(-1, limits.step);
      if (ids.length === 0) break;
      await vectors.embed(await passagesToIndex(store, ids), signal);
      take({ added: ids, removed: [], generation: await readGeneration(store) });
    }
    await last;
  };

  return {
    async build(signal) {
      const generation = await readGeneration(store);
      const loaded = await index.load(generation);
      if (loaded.kind !== 'loaded' || faults(await index.audit(idsOnly)) > 0)
        await index.rebuild({ generation });
      filled.resolve();
      await catchUp(signal);
      await index.save();
    },
    catchUp,
    async check(signal) {
      let looks = 0;
      for (let seen = -1; ; ) {
        await catchUp(signal);
        const audit = await index.audit(limits.audit);
        if (faults(audit) === 0) {
          if (audit.recall !== null && audit.recall < limits.leastRecall)
            throw new CheckFailedError(
              `The graph finds ${(audit.recall * 100).toFixed(1)} % of the nearest passages, fewer than ${limits.leastRecall * 100} %.`,
            );
          return audit;
        }
        // While documents come and go, store and index differ by what is on its way.
        looks = audit.storeGeneration === seen ? looks + 1 : 0;
        seen = audit.storeGeneration;
        if (looks >= limits.looks)
          throw new CheckFailedError(
            `The new index does not agree with the store: ${audit.missing} passages are missing, ${audit.extra} too many, ${audit.bare} without a vector.`,
          );
        await clock.sleep(limits.lookMs, signal);
      }
    },
  };
}
