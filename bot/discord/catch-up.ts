import type { GatewayGuildCreateDispatchData } from 'discord.js';
import { SnowflakeUtil } from 'discord.js';
import type { Clock } from '../../core/ports/clock.ts';
import type { DiscordApi } from './api.ts';
import type { AnyMessage } from './incoming.ts';
import { limits } from './limits.ts';
import { createRecent } from './recent.ts';

export type CatchUp = {
  /** A message came through the gateway. */
  saw(message: AnyMessage): void;
  /** The gateway began a new session: what happened since the last one is not replayed. */
  newSession(): void;
  /** A server with its channels, after a new session. */
  guild(guild: GatewayGuildCreateDispatchData): void;
};

/** What an earlier process knew: when it took in its last question (ms), and where people ask. */
export type Earlier = { since: number; channels: { id: string; guildId: string | undefined }[] };

/**
 * Reads what was asked while the gateway session was lost or no process ran: in channels whose last message is newer than the last
 * one seen, and where the bot was asked before. Questions that came through twice have the same event id.
 */
export function createCatchUp(
  api: DiscordApi,
  clock: Clock,
  deliver: (message: AnyMessage) => void,
  onError: (error: unknown) => void,
  earlier: Earlier | null = null,
): CatchUp {
  const active = createRecent<string | undefined>(limits.catchUpChannels);
  const state = { last: earlier === null ? 0n : idAt(earlier.since), since: null as bigint | null };
  for (const { id, guildId } of earlier?.channels ?? []) active.set(id, guildId);

  const read = async (channelId: string, guildId: string | undefined, since: bigint): Promise<void> => {
    try {
      const page = await api.messages(channelId, { after: String(since), limit: limits.page });
      for (const message of page.reverse()) {
        deliver({ ...message, ...(guildId === undefined ? {} : { guild_id: guildId }) });
      }
    } catch (error) {
      onError(error);
    }
  };

  return {
    saw: ({ id, channel_id: channelId, guild_id: guildId, author }) => {
      if (BigInt(id) > state.last) state.last = BigInt(id);
      if (author.bot !== true) active.set(channelId, guildId);
    },
    newSession: () => {
      const now = clock.now();
      if (state.last === 0n) {
        state.last = idAt(now - limits.catchUpSlackMs);
        return;
      }
      const oldest = idAt(now - limits.catchUpMs);
      const since = state.last > oldest ? state.last : oldest;
      state.since = since;
      for (const [channelId, guildId] of active.entries()) void read(channelId, guildId, since);
    },
    guild: ({ id, channels, threads }) => {
      const { since } = state;
      if (since === null) return;
      const isBehind = (channel: { id: string; last_message_id?: string | null }): boolean =>
        typeof channel.last_message_id === 'string' && BigInt(channel.last_message_id) > since;
      const known = new Set(active.entries().map(([channelId]) => channelId));
      const behind = [...channels, ...threads].filter((one) => !known.has(one.id) && isBehind(one));
      for (const channel of behind.slice(0, limits.catchUpChannels)) void read(channel.id, id, since);
    },
  };
}

/** The lowest id a message of that moment could have. */
function idAt(timestamp: number): bigint {
  return SnowflakeUtil.generate({ timestamp, increment: 0n, workerId: 0n, processId: 0n });
}
