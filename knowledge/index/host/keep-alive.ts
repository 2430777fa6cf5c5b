import { AppError, messageOf } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { CallName, IndexCalls } from './index-protocol.ts';
import { type IndexThread, stopped } from './index-thread.ts';

/** What a crashed index needs to come back; without it a crash is the end. */
export type KeepAlive = {
  clock: Clock;
  /** The generation that the store has now. */
  generation(): Promise<number>;
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
};

/** How an index is: `crashes` counts those since the start, `last` says what the last one was. */
export type IndexCondition = {
  state: 'up' | 'coming-back' | 'given-up' | 'closed';
  crashes: number;
  last: string | null;
};

/** When a crashed index is started again, and when that is no use any more. Milliseconds. */
const patience = {
  firstWaitMs: 100,
  longestWaitMs: 30_000,
  /** So many crashes within that time, and it is given up. */
  crashes: 5,
  withinMs: 600_000,
  /** A search that finds the index coming back waits no longer than this. */
  readWaitMs: 5_000,
} as const;

/** Calls that change nothing wait for a bounded time. These two kinds can be made twice without harm. */
const READS: ReadonlySet<CallName> = new Set<CallName>(['search', 'embed', 'narrowed', 'stats', 'copy']);
const REPEATABLE: ReadonlySet<CallName> = new Set<CallName>([
  ...READS,
  'apply',
  'encoded',
  'remember',
  'save',
  'settled',
]);

export type LivingIndex = Pick<IndexThread, 'call' | 'close'> & { condition(): IndexCondition };

/**
 * An index whose thread is started again when it crashes, and then reads its snapshot or, where changes came after
 * that, the store: so nothing that was committed is missing. A call under way is made once more if that can do no harm.
 * `tellAgain` tells a new thread what neither snapshot nor store tells it.
 */
export function keepAlive(
  start: () => IndexThread,
  revival?: KeepAlive,
  tellAgain: (thread: IndexThread) => Promise<unknown> = async () => {},
): LivingIndex {
  let thread = start();
  let state: IndexCondition['state'] = 'up';
  let crashes: number[] = [];
  let count = 0;
  let last: string | null = null;
  let ready: Promise<void> = Promise.resolve();
  const closing = new AbortController();

  async function comeBack(cause: unknown): Promise<void> {
    if (revival === undefined) throw stopped('the index worker has ended', cause);
    const { clock, generation, log } = revival;
    for (let error = cause; ; ) {
      count += 1;
      last = messageOf(error);
      const now = clock.monotonic();
      crashes = [...crashes.filter((at) => now - at < patience.withinMs), now];
      if (crashes.length >= patience.crashes) {
        log.error({ error: last, crashes: crashes.length }, 'the search index crashes again and again');
        throw stopped('the search index crashed again and again', error);
      }
      const waitMs = Math.min(patience.longestWaitMs, patience.firstWaitMs * 4 ** (crashes.length - 1));
      log.warn({ error: last, waitMs }, 'the search index crashed and is started again');
      await clock.sleep(waitMs, closing.signal);
      try {
        thread = start();
        const wanted = await generation();
        const loaded = await thread.call('load', { generation: wanted });
        if (loaded.kind === 'rebuild-needed') {
          await thread.call('rebuildBegin', { fromStore: true });
          await thread.call('rebuildEnd', { generation: wanted });
        }
        await tellAgain(thread);
        log.warn({ generation: wanted, how: loaded.kind }, 'the search index is back');
        return;
      } catch (failure) {
        if (closing.signal.aborted) throw failure;
        void thread.close();
        error = failure instanceof AppError ? (failure.cause ?? failure) : failure;
      }
    }
  }

  function watch(watched: IndexThread): void {
    watched.ended.then((cause) => {
      if (closing.signal.aborted || watched !== thread) return;
      state = 'coming-back';
      ready = comeBack(cause).then(
        () => {
          state = 'up';
          watch(thread);
        },
        (error: unknown) => {
          state = closing.signal.aborted ? 'closed' : 'given-up';
          throw error;
        },
      );
      // Whoever calls hears of it; nobody has to.
      ready.catch(() => {});
    });
  }
  watch(thread);

  /** Until the index serves, or for a search until it took too long. */
  async function whenReady(name: CallName): Promise<void> {
    if (state !== 'coming-back' || revival === undefined || !READS.has(name)) return ready;
    const over = new AbortController();
    const late = revival.clock.sleep(patience.readWaitMs, over.signal).then(() => {
      throw new AppError('index.unavailable', 'the search index is coming back', 'Ask again in a moment.');
    });
    late.catch(() => {});
    await Promise.race([ready, late]).finally(() => over.abort());
  }

  return {
    condition: () => ({ state, crashes: count, last }),
    async call<N extends CallName>(name: N, input: IndexCalls[N]['in']): Promise<IndexCalls[N]['out']> {
      await whenReady(name);
      const used = thread;
      try {
        return await used.call(name, input);
      } catch (error) {
        const crash = error instanceof AppError && error.code === 'index.crashed';
        if (!crash || closing.signal.aborted || !REPEATABLE.has(name)) throw error;
        await used.ended;
        await whenReady(name);
        return thread.call(name, input);
      }
    },
    async close() {
      state = 'closed';
      closing.abort();
      await ready.catch(() => {});
      await thread.close();
    },
  };
}
