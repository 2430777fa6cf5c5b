import type { Logger } from 'pino';
import type { PlatformStatus } from '../../../core/ports/chat-platform.ts';
import { type Clock, isoNow } from '../../../core/ports/clock.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { SlackTimings } from '../text/limits.ts';

/** One attempt to be connected: standing until `ended` says why it no longer is, or not come about. */
export type Attempt =
  | { kind: 'up'; message: string; ended: Promise<string>; close(): Promise<void> }
  /** `refused`: only a person can mend it, there is no hurry to try again. */
  | { kind: 'down'; message: string; refused: boolean; afterMs?: number };

export type ConnectionDeps = {
  /** Never rejects. */
  connect(): Promise<Attempt>;
  clock: Clock;
  random: Random;
  logger: Logger;
  timings: SlackTimings;
};

export type Connection = {
  /** Resolves once the first attempt came out one way or the other. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Drops what stands and connects anew; for a revoked token, or an error that escaped a library. */
  restart(why: string): void;
  status(): PlatformStatus;
};

/** Keeps a connection up: connects, waits for its end, waits longer with every failure, and says how it stands. */
export function createConnection(deps: ConnectionDeps): Connection {
  const { clock, random, logger, timings } = deps;
  let stopped = false;
  let interrupt = new AbortController();
  let loop: Promise<void> | null = null;
  let status: PlatformStatus = { state: 'off', message: 'Slack is not started.', since: isoNow(clock) };

  const set = (state: PlatformStatus['state'], message: string): void => {
    if (status.state === state && status.message === message) return;
    status = { state, message, since: isoNow(clock) };
    if (state === 'failing') logger.warn(message);
    else logger.info({ state }, message);
  };

  const interrupted = (signal: AbortSignal): Promise<null> =>
    new Promise((resolve) => {
      if (signal.aborted) resolve(null);
      else signal.addEventListener('abort', () => resolve(null), { once: true });
    });

  const pause = (ms: number): Promise<void> => clock.sleep(ms, interrupt.signal).catch(() => undefined);

  /** Doubling, with a random half so that several bots do not come back at the same moment. */
  const backoff = (failures: number): number => {
    const most = Math.min(timings.backoffMs * 2 ** failures, timings.backoffMaxMs);
    return (most / 2) * (1 + random.float());
  };

  const attempt = async (): Promise<Attempt | null> => {
    const pending = deps.connect();
    const settled = await Promise.race([pending, interrupted(interrupt.signal)]);
    if (settled === null) void pending.then((late) => (late.kind === 'up' ? late.close() : undefined));
    return settled;
  };

  const run = async (settledOnce: () => void): Promise<void> => {
    let failures = 0;
    while (!stopped) {
      interrupt = new AbortController();
      const tried = await attempt();
      if (tried === null) continue;
      if (tried.kind === 'down') {
        set('failing', tried.message);
        settledOnce();
        await pause(tried.afterMs ?? (tried.refused ? timings.refusedMs : backoff(failures)));
        failures += 1;
        continue;
      }
      set('ready', tried.message);
      settledOnce();
      const since = clock.monotonic();
      const why = await Promise.race([tried.ended, interrupted(interrupt.signal)]);
      await tried.close();
      if (why === null) continue;
      failures = clock.monotonic() - since >= timings.stableMs ? 0 : failures + 1;
      set('connecting', `Connecting to Slack again: ${why}.`);
      await pause(backoff(failures));
    }
  };

  return {
    start: () => {
      if (loop !== null) return Promise.resolve();
      stopped = false;
      set('connecting', 'Connecting to Slack.');
      return new Promise((resolve) => {
        loop = run(resolve).finally(resolve);
      });
    },
    stop: async () => {
      stopped = true;
      interrupt.abort();
      await loop;
      loop = null;
      set('off', 'Slack is stopped.');
    },
    restart: (why) => {
      if (loop === null || stopped) return;
      set('connecting', `Connecting to Slack again: ${why}.`);
      interrupt.abort();
    },
    status: () => status,
  };
}
