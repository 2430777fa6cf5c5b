import { ChannelType, type GatewayGuildCreateDispatchData } from 'discord.js';
import type { Clock } from '../../../core/ports/clock.ts';
import type { DiscordApi } from '../connection/api.ts';
import { createRecent } from '../connection/recent.ts';
import type { AnyMessage } from '../incoming/incoming.ts';
import { writtenAt } from '../incoming/written-at.ts';
import type { DiscordLog } from '../log.ts';
import { limits } from '../text/limits.ts';
import { createReadPlace, type PlaceToRead, type ReadSoFar } from './read-place.ts';
import { createWatermark, idAt } from './watermark.ts';

export type CatchUp = {
  /** Discord gave a sign of life. */
  alive(): void;
  /** A message came through the gateway: resolves once it is taken in. */
  saw(message: AnyMessage): Promise<void>;
  /** The gateway began a new session, with these servers to come: what happened since the last one is not replayed. */
  newSession(guildIds: readonly string[]): void;
  /** A server with its channels, after a new session. */
  guild(guild: GatewayGuildCreateDispatchData): void;
  stop(): Promise<void>;
};

/** What an earlier process knew: up to which message id it had taken everything in, and where people ask. */
export type Earlier = { mark: bigint; channels: readonly PlaceToRead[] };

/** Questions that nobody will see: asked in this time (ms), in one place or, without a channel, in any. */
export type PassedOver = {
  channel: string | null;
  since: number;
  until: number;
  why: 'too-old' | 'too-many-places' | 'too-many-messages' | 'unreachable';
};

export type CatchUpDeps = {
  api: Pick<DiscordApi, 'messages'>;
  clock: Clock;
  logger: DiscordLog;
  /** Takes a message in, if it asks something; rejects where it could not be stored. */
  take(message: AnyMessage): Promise<void>;
  earlier?: Earlier | null | undefined;
  /** Keeps the mark for a later process. */
  keepMark?: ((mark: bigint) => Promise<void>) | undefined;
  onPassedOver?: ((passed: PassedOver) => Promise<void>) | undefined;
};

/** Channels that hold other channels or posts, and no messages of their own. */
const withoutMessages: readonly ChannelType[] = [
  ChannelType.GuildCategory,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
  ChannelType.GuildDirectory,
];

/**
 * Reads what was asked while the gateway session was lost or no process ran: in channels whose last message is newer than
 * what was taken in, and where the bot was asked before. Questions that came through twice are one message and claimed once.
 */
export function createCatchUp(deps: CatchUpDeps): CatchUp {
  const { clock, logger, earlier = null } = deps;
  const stopper = new AbortController();
  const watermark = createWatermark(clock, earlier?.mark ?? null);
  const active = createRecent<string | undefined>(limits.catchUpPlaces);
  for (const { id, guildId } of earlier?.channels ?? []) active.set(id, guildId);
  const state = {
    since: null as bigint | null,
    kept: earlier?.mark ?? null,
    places: 0,
    /** Servers that the session has announced and not yet told about. */
    expected: new Set<string>(),
    release: null as (() => void) | null,
    reading: 0,
    isKeeping: false,
  };
  const waiting: (() => Promise<void>)[] = [];

  const take = (message: AnyMessage): Promise<void> => watermark.taking(message.id, deps.take(message));
  const readPlace = createReadPlace({ ...deps, signal: stopper.signal, take });

  async function passOver(passed: PassedOver): Promise<void> {
    logger.warn(passed, 'questions on Discord were passed over');
    await deps.onPassedOver?.(passed);
  }

  async function read(place: PlaceToRead, since: bigint): Promise<void> {
    const done: ReadSoFar = await readPlace(place, since);
    if (done.kind === 'closed')
      logger.info({ channel: place.id, why: done.why }, 'a channel is not readable');
    if (done.kind !== 'part') return;
    const from = writtenAt(String(done.until));
    await passOver({ channel: place.id, since: from, until: clock.now(), why: done.why });
  }

  /** A few places at a time; the mark is let go once all are read. */
  function add(work: () => Promise<void>): void {
    waiting.push(work);
    next();
  }

  function next(): void {
    if (stopper.signal.aborted) return;
    if (state.reading >= limits.catchUpAtOnce) return;
    const work = waiting.shift();
    if (work === undefined) {
      settle();
      return;
    }
    state.reading += 1;
    void work()
      .catch((error: unknown) => logger.warn({ error: String(error) }, 'a channel could not be caught up'))
      .finally(() => {
        state.reading -= 1;
        next();
      });
  }

  function settle(): void {
    if (state.reading > 0 || state.expected.size > 0 || state.release === null) return;
    state.release();
    state.release = null;
    void keep();
  }

  function readSince(place: PlaceToRead, since: bigint): void {
    state.places += 1;
    const passed = { since: writtenAt(String(since)), until: clock.now() };
    const isTooMany = state.places > limits.catchUpPlaces;
    add(() =>
      isTooMany ? passOver({ channel: place.id, ...passed, why: 'too-many-places' }) : read(place, since),
    );
  }

  async function keep(): Promise<void> {
    const mark = watermark.mark();
    if (mark === null || (state.kept !== null && mark <= state.kept)) return;
    state.kept = mark;
    await deps
      .keepMark?.(mark)
      .catch((error: unknown) => logger.warn({ error: String(error) }, 'what was taken in is not on record'));
  }

  async function keepFromTimeToTime(): Promise<void> {
    for (;;) {
      await clock.sleep(limits.keepMarkMs, stopper.signal);
      await keep();
    }
  }

  return {
    alive: watermark.alive,
    saw: async (message) => {
      if (message.author.bot !== true) active.set(message.channel_id, message.guild_id);
      await take(message);
    },
    newSession: (guildIds) => {
      const mark = watermark.mark();
      if (mark !== null) {
        state.release ??= watermark.hold();
        for (const id of guildIds) state.expected.add(id);
        const now = clock.now();
        const oldest = idAt(now - limits.catchUpMs);
        const since = mark > oldest ? mark : oldest;
        if (since > mark) {
          const passed = { since: writtenAt(String(mark)), until: now - limits.catchUpMs };
          add(() => passOver({ channel: null, ...passed, why: 'too-old' }));
        }
        state.since = since;
        state.places = 0;
        for (const [id, guildId] of active.entries())
          if (guildId === undefined) readSince({ id, guildId }, since);
      }
      watermark.alive();
      if (mark === null) void keep();
      if (!state.isKeeping) void keepFromTimeToTime().catch(() => {});
      state.isKeeping = true;
      settle();
    },
    guild: ({ id: guildId, channels, threads }) => {
      const { since } = state;
      state.expected.delete(guildId);
      if (since !== null) {
        const asked = active.entries().flatMap(([id, place]) => (place === guildId ? [id] : []));
        const listed = [...channels, ...threads].map((one) => ({ ...one, last: lastMessage(one) }));
        const behind = listed
          .filter(({ type }) => !withoutMessages.includes(type))
          // Where the bot was asked before is read in doubt, an archived thread that is not listed, too.
          .filter(({ id, last }) => (last === null ? asked.includes(id) : last > since))
          // Where most happens now is read first.
          .toSorted((one, other) => ((one.last ?? 0n) < (other.last ?? 0n) ? 1 : -1));
        for (const id of asked) if (!listed.some((one) => one.id === id)) readSince({ id, guildId }, since);
        for (const { id } of behind) readSince({ id, guildId }, since);
      }
      settle();
    },
    stop: async () => {
      await keep();
      stopper.abort();
    },
  };
}

function lastMessage(channel: object): bigint | null {
  const { last_message_id: id } = channel as { last_message_id?: string | null };
  return id == null ? null : BigInt(id);
}
