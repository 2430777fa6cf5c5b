import type { Client, GatewayDispatchPayload, Interaction } from 'discord.js';
import { messageOf } from '../../../core/errors.ts';
import type { PlatformStatus } from '../../../core/ports/chat-platform.ts';
import { isoNow } from '../../../core/ports/clock.ts';
import type { Random } from '../../../core/ports/random.ts';
import { connectionLimits as times } from '../text/limits.ts';
import { isConnected, runSession, type SessionDeps, type SessionEnd } from './session.ts';

export type ConnectionDeps = SessionDeps & { random: Random };

export type ConnectionListeners = {
  onRaw(payload: GatewayDispatchPayload, shard: number): void;
  onInteraction(interaction: Interaction): void;
  /** Discord answered: everything before it has been sent. */
  onHeartbeat?(): void;
};

/** Keeps the bot connected, and knows how it stands. */
export type Connection = {
  /** Resolves when the first attempt has come to something, or after a while. */
  start(listeners: ConnectionListeners): Promise<void>;
  stop(): Promise<void>;
  status(): PlatformStatus;
  /** For what it has cached; null while there is none. */
  client(): Client | null;
};

export function createConnection(deps: ConnectionDeps): Connection {
  const { clock, random, logger } = deps;
  const off: PlatformStatus = { state: 'off', message: 'Discord is switched off.', since: isoNow(clock) };
  const state = {
    status: off,
    changedAt: clock.monotonic(),
    heartbeatAt: clock.monotonic(),
    client: null as Client | null,
    running: null as { stop: AbortController; done: Promise<void> } | null,
    onSettled: () => {},
  };

  const set = (next: PlatformStatus['state'], message: string): void => {
    if (state.status.state !== next) {
      state.status = { state: next, message, since: isoNow(clock) };
      state.changedAt = clock.monotonic();
      logger.info({ state: next }, message);
    }
    state.status = { ...state.status, message };
    if (next === 'ready' || next === 'failing') state.onSettled();
  };

  const run = async (listeners: ConnectionListeners, signal: AbortSignal): Promise<void> => {
    const attempts = { failed: 0 };
    const events = {
      ...listeners,
      onClient: (client: Client) => {
        state.client = client;
      },
      onReady: (client: Client) => {
        attempts.failed = 0;
        state.heartbeatAt = clock.monotonic();
        set('ready', `Connected to Discord as ${client.user?.username ?? 'the bot'}.`);
      },
      onLost: (message: string) => set('connecting', message),
      onHeartbeat: () => {
        state.heartbeatAt = clock.monotonic();
        listeners.onHeartbeat?.();
      },
    };
    while (!signal.aborted) {
      const end = await runSession(deps, events, signal).catch(
        (error: unknown): SessionEnd => ({ kind: 'again', message: messageOf(error) }),
      );
      if (end.kind === 'stopped') return;
      if (end.kind === 'fatal') return set('failing', end.message);
      const ms = end.afterMs ?? backOff(attempts.failed, random);
      attempts.failed += 1;
      set('failing', `${end.message} Trying again in ${Math.ceil(ms / 1000)} seconds.`);
      await clock.sleep(ms, signal).catch(() => undefined);
    }
  };

  return {
    client: () => state.client,
    status: () => {
      const { status } = state;
      const forMs = clock.monotonic() - state.changedAt;
      const silentMs = clock.monotonic() - state.heartbeatAt;
      if (status.state === 'ready' && !isConnected(state.client)) {
        return {
          ...status,
          state: 'connecting',
          message: 'The connection to Discord was lost; it is being restored.',
        };
      }
      if (status.state === 'ready' && silentMs > times.heartbeatStaleMs) {
        return { ...status, state: 'failing', message: silent(silentMs) };
      }
      if (status.state === 'connecting' && forMs > times.patienceMs) {
        return { ...status, state: 'failing', message: silent(forMs) };
      }
      return status;
    },
    start: async (listeners) => {
      if (state.running !== null) return;
      const stop = new AbortController();
      const settled = Promise.withResolvers<void>();
      state.onSettled = settled.resolve;
      set('connecting', 'Connecting to Discord.');
      state.running = { stop, done: run(listeners, stop.signal) };
      const enough = new AbortController();
      const patience = clock.sleep(times.startWaitMs, enough.signal).catch(() => undefined);
      await Promise.race([settled.promise, state.running.done, patience]);
      enough.abort();
    },
    stop: async () => {
      const { running } = state;
      if (running === null) return;
      running.stop.abort();
      await running.done;
      state.running = null;
      state.client = null;
      set('off', off.message);
    },
  };
}

function backOff(failed: number, random: Random): number {
  const ms = Math.min(times.restartFirstMs * 2 ** failed, times.restartAtMostMs);
  return ms * (0.5 + random.float() / 2);
}

function silent(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return `Discord has not answered for ${minutes} minutes. Check the network and discordstatus.com; the bot keeps trying.`;
}
