import { setTimeout as delay } from 'node:timers/promises';
import { PATIENCE_MS } from '../../patience-ms.ts';
import type { Gateway } from './gateway.ts';
import { readableText } from './pings.ts';
import type { FakeMessage, RecordedRequest } from './types.ts';
import type { World } from './world.ts';

const POLL_MS = 5;

const LAST = 12;

/** Ways to wait for the bot; each fails with what did happen instead. */
export type Waits = {
  /** Resolves with the first truthy value of the predicate. */
  waitFor<T>(
    predicate: () => T | Promise<T>,
    what?: string,
    timeoutMs?: number,
  ): Promise<Exclude<T, false | undefined | null>>;
  /** The first message of the bot in this channel (name or id) that fits; not deleted, not a deferral's placeholder. */
  waitForMessage(
    channel: string,
    predicate?: (message: FakeMessage) => boolean,
    timeoutMs?: number,
  ): Promise<FakeMessage>;
  /** Until a bot has a live gateway session. */
  waitForReady(timeoutMs?: number): Promise<void>;
};

export type WaitDeps = {
  readonly world: World;
  readonly gateway: Gateway;
  readonly requests: readonly RecordedRequest[];
};

const LOADING = 1 << 7;
const isShown = ({ deleted, flags }: FakeMessage): boolean => !deleted && (flags & LOADING) === 0;

/** One line for each of the last things that happened. */
const describe = ({ world, gateway, requests }: WaitDeps): string => {
  const nameOf = (id: string): string => world.channels.get(id)?.name ?? id;
  const calls = requests
    .slice(-LAST)
    .map(
      ({ method, path, status }) => `  ${method} ${path} -> ${status === 0 ? 'cut' : (status ?? 'pending')}`,
    );
  const messages = world.messages.slice(-LAST).map((one) => {
    const state = `${one.deleted ? ' (deleted)' : ''}${one.ephemeralTo ? ' (ephemeral)' : ''}`;
    const text = readableText(one.content, one.components).slice(0, 160);
    return `  [${nameOf(one.channelId)}] ${one.author.name}${state}: ${JSON.stringify(text)}`;
  });
  const part = (title: string, lines: readonly string[]): string =>
    [`${title}:`, ...(lines.length > 0 ? lines : ['  none'])].join('\n');
  const log = gateway.log.slice(-LAST).map((line) => `  ${line}`);
  return [part('gateway', log), part('REST calls', calls), part('messages', messages)].join('\n');
};

export const createWaits = (deps: WaitDeps): Waits => {
  const { world, gateway } = deps;

  const waitFor: Waits['waitFor'] = async (predicate, what = 'the condition', timeoutMs = PATIENCE_MS) => {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const value = await predicate();
      if (value) return value as Exclude<typeof value, false | undefined | null>;
      if (performance.now() > end) {
        throw new Error(`${what} did not come within ${timeoutMs} ms\n${describe(deps)}`);
      }
      await delay(POLL_MS);
    }
  };

  return {
    waitFor,
    waitForMessage: (channel, predicate = () => true, timeoutMs = PATIENCE_MS) => {
      const { id, name } = world.channel(channel);
      const fits = (one: FakeMessage): boolean =>
        one.channelId === id && one.author.id === world.bot.id && isShown(one) && predicate(one);
      return waitFor(() => world.messages.find(fits), `a fitting message of the bot in "${name}"`, timeoutMs);
    },
    waitForReady: async (timeoutMs) => {
      await waitFor(() => gateway.liveSessions() > 0, 'a live gateway session', timeoutMs);
    },
  };
};
