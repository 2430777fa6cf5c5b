import type { Clock } from '../../../core/ports/clock.ts';
import type { DiscordApi } from '../connection/api.ts';
import { type Failure, failureOf } from '../delivery/failure.ts';
import type { AnyMessage } from '../incoming/incoming.ts';
import { limits } from '../text/limits.ts';

/** A channel, thread or direct message that is read, and the server that it belongs to. */
export type PlaceToRead = { id: string; guildId: string | undefined };

/** How far a place was read: to its end, up to a message (`until`), or not at all where the bot may not read. */
export type ReadSoFar =
  | { kind: 'all' }
  | { kind: 'closed'; why: string }
  | { kind: 'part'; until: bigint; why: 'too-many-messages' | 'unreachable' };

/**
 * Reads a place from `since` on, page after page and oldest first. Limits are waited for and outages sat out, both within
 * bounds. `take` is awaited, so that what was read is taken in.
 */
export function createReadPlace(deps: {
  api: Pick<DiscordApi, 'messages'>;
  clock: Clock;
  signal: AbortSignal;
  take(message: AnyMessage): Promise<void>;
}) {
  const { api, clock, signal, take } = deps;

  async function page(channelId: string, after: bigint, tries = 1): Promise<AnyMessage[] | Failure> {
    try {
      return await api.messages(channelId, { after: String(after), limit: limits.page });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'refused' || tries >= limits.catchUpTries) return failure;
      const ms = failure.kind === 'limited' ? failure.afterMs : limits.retryAfterMs * tries;
      await clock.sleep(ms, signal);
      return page(channelId, after, tries + 1);
    }
  }

  return async ({ id, guildId }: PlaceToRead, since: bigint): Promise<ReadSoFar> => {
    let until = since;
    for (let pages = 0; pages < limits.catchUpPages; pages += 1) {
      const read = await page(id, until);
      if (!Array.isArray(read))
        return read.kind === 'refused'
          ? { kind: 'closed', why: read.why }
          : { kind: 'part', until, why: 'unreachable' };
      for (const message of read.toReversed()) {
        signal.throwIfAborted();
        await take({ ...message, ...(guildId === undefined ? {} : { guild_id: guildId }) });
        if (BigInt(message.id) > until) until = BigInt(message.id);
      }
      if (read.length < limits.page) return { kind: 'all' };
    }
    return { kind: 'part', until, why: 'too-many-messages' };
  };
}
