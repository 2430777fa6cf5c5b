import type { SlackClients } from '../connection/client.ts';
import { type AskDeps, askAtOnce, askedOf, askSlack } from '../pace/ask.ts';
import { createMemo } from './memo.ts';
import { listChannels, sharedOf } from './reach.ts';

/** Whether channels are shared with another company, as Slack tells when it is asked. */
export type SharedChannels = {
  /**
   * As it was seconds ago where Slack's limits leave room, else minutes ago. Null = Slack does not tell; rejects where it
   * could not be reached.
   */
  isShared(channel: string): Promise<boolean | null>;
  /** What is known of it, and what is being asked for, counts no more. */
  forget(channel: string): void;
};

/** `at` = when Slack was asked, by the monotonic clock. */
type Known = { isShared: boolean; at: number };

/** Channels that are remembered, and for how long. */
const LIMIT = 5_000;
const KEPT_MS = 10 * 60_000;
/** Older news of a channel is asked for again. */
const FRESH_MS = 5_000;
/** Calls a minute that are left to others; of those for one channel, to channels that no list tells of. */
const SPARE = 25;
const SPARE_LISTS = 10;

export function createSharedChannels({
  clients,
  ...deps
}: AskDeps & { clients: Pick<SlackClients, 'read'> }): SharedChannels {
  const { clock, pace } = deps;
  const options = { clock, keptMs: KEPT_MS, limit: LIMIT };
  const known = createMemo<Known>(options, async () => null);
  /** When channels were forgotten: what was asked before that is not taken in. */
  const forgotten = createMemo<number>(options, async () => null);
  let listing: Promise<void> | null = null;
  let listAgainAt = Number.NEGATIVE_INFINITY;

  function note(channel: string, isShared: boolean, at: number): void {
    const isStale = (forgotten.peek(channel) ?? -1) >= at || (known.peek(channel)?.at ?? -1) > at;
    if (!isStale) known.set(channel, { isShared, at });
  }

  /** Null where Slack keeps it to itself. */
  function take(channel: string, told: { channel?: unknown } | null, at: number): boolean | null {
    if (told?.channel === undefined) {
      known.forget(channel);
      return null;
    }
    const isShared = sharedOf(told.channel) ?? false;
    note(channel, isShared, at);
    return isShared;
  }

  const fresh = (channel: string): Known | undefined => {
    const kept = known.peek(channel);
    return kept !== undefined && clock.monotonic() - kept.at <= FRESH_MS ? kept : undefined;
  };

  async function readList(waits: boolean): Promise<void> {
    const began = clock.monotonic();
    const told = await listChannels(clients, clock, (call) =>
      waits
        ? askSlack(deps, 'users.conversations', call)
        : askAtOnce(deps, 'users.conversations', SPARE_LISTS, call),
    );
    if (told === 'limited') return;
    if ('kind' in told) {
      // A scope that is missing stays missing for a while.
      if (told.kind === 'refused') listAgainAt = began + KEPT_MS;
      return;
    }
    listAgainAt = began + FRESH_MS;
    for (const { channel, isShared, at } of told) note(channel, isShared, at);
  }

  async function list(waits: boolean): Promise<void> {
    const isDue = clock.monotonic() >= listAgainAt;
    const mayAsk = waits || pace.hasRoom('users.conversations', SPARE_LISTS);
    if (listing === null && isDue && mayAsk)
      listing = readList(waits).finally(() => {
        listing = null;
      });
    await listing;
  }

  /** One channel by itself while there is room in plenty, then all of them, then what is known; else it waits for room. */
  const asking = createMemo<boolean>({ ...options, keptMs: 0 }, async (channel) => {
    let at = clock.monotonic();
    const info = () => {
      at = clock.monotonic();
      return clients.read.conversations.info({ channel });
    };
    const now = await askAtOnce(deps, 'conversations.info', SPARE, info);
    if (now !== 'limited') {
      if ('answer' in now) return take(channel, now.answer, at);
      // What Slack could not be asked for is not answered from what was known before.
      known.forget(channel);
      if (now.failure.kind === 'refused') return null;
    }
    await list(false);
    // One call that waits serves all channels that are not known yet; a call for each would take minutes.
    if (known.peek(channel) === undefined) await list(true);
    const kept = known.peek(channel);
    if (kept !== undefined) return kept.isShared;
    return take(channel, await askedOf(askSlack(deps, 'conversations.info', info)), at);
  });

  return {
    isShared: async (channel) => fresh(channel)?.isShared ?? asking.get(channel),
    forget: (channel) => {
      forgotten.set(channel, clock.monotonic());
      known.forget(channel);
      asking.forget(channel);
    },
  };
}
