import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../core/ports/clock.ts';
import type { SearchIndex } from './index-client.ts';
import { createIndexHost } from './index-host.ts';
import type { IndexWorkerOptions } from './worker-options.ts';

/**
 * The search index in this thread: a worker costs 30 MB and its start, which a command that only waits for the index
 * need not spend. `lean`: see `IndexWorkerOptions`. Long work (a rebuild) blocks between its slices.
 */
export function createLocalIndex(
  clock: Pick<Clock, 'sleep'>,
  lean: boolean,
): (options: IndexWorkerOptions) => SearchIndex {
  return (options) => localIndex({ ...options, lean }, clock);
}

function localIndex(options: IndexWorkerOptions, clock: Pick<Clock, 'sleep'>): SearchIndex {
  const host = createIndexHost(options, { clock, pause: () => setImmediate() });
  return {
    load: (generation) => host.load({ generation }),
    apply: async (change) => {
      await host.apply(change);
    },
    remember: async (change) => {
      await host.remember(change);
    },
    search: (search) => host.search(search),
    narrowed: (filter) => host.narrowed(filter),
    audit: (input) => host.audit(input),
    encoded: async (ids) => {
      await host.encoded({ ids });
    },
    embed: (texts) => host.embed({ texts }),
    async rebuild({ generation, passages }) {
      await host.rebuildBegin({ fromStore: passages === undefined });
      try {
        for await (const batch of passages ?? []) await host.rebuildAdd(batch);
        return await host.rebuildEnd({ generation });
      } catch (error) {
        await host.rebuildAbort(null);
        throw error;
      }
    },
    save: async () => {
      await host.save(null);
    },
    copy: (which) => host.copy(which),
    settled: async () => {
      await host.settled(null);
    },
    stats: () => host.stats(null),
    condition: () => ({ state: 'up', crashes: 0, last: null }),
    close: () => host.close(),
  };
}
