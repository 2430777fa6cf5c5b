import type { Clock } from '../../../core/ports/clock.ts';
import { type PacedMethod, tiers } from './tiers.ts';

/** Keeps calls within Slack's tiers, for each method by itself: they wait in order until there is room. */
export type Pace = {
  /** Resolves when the method may be called once; `channel` where the limit is one of the channel. */
  turn(method: PacedMethod, channel?: string): Promise<void>;
  /** Takes a place if there is one at once and `spare` more would be left; false = none was taken. */
  take(method: PacedMethod, spare?: number): boolean;
  /** Whether a call would go out at once, with `spare` places left. */
  hasRoom(method: PacedMethod, spare?: number): boolean;
  /** Slack said to leave the method alone for so many ms. */
  close(method: PacedMethod, ms: number): void;
};

type Line = { calls: number[]; waiting: number; closedUntil: number; tail: Promise<void> };

/** Channels whose last posting is remembered. */
const REMEMBERED = 2_000;

/** `share` scales the waits: 1 = Slack's own figures, 0 = no waits at all. */
export function createPace(clock: Clock, share = 1): Pace {
  const lines = new Map<string, Line>();

  const lineOf = (method: PacedMethod, channel = ''): Line => {
    const key = tiers[method].per === 'channel' ? `${method} ${channel}` : method;
    const line = lines.get(key) ?? { calls: [], waiting: 0, closedUntil: 0, tail: Promise.resolve() };
    lines.delete(key);
    lines.set(key, line);
    if (lines.size > REMEMBERED)
      for (const [name, { waiting }] of lines) {
        if (waiting === 0) lines.delete(name);
        if (lines.size <= REMEMBERED) break;
      }
    return line;
  };

  /** Calls that the window still holds; those that left it are forgotten. */
  const within = (line: Line, method: PacedMethod): number => {
    const since = clock.monotonic() - tiers[method].ms * share;
    while ((line.calls[0] ?? Number.POSITIVE_INFINITY) <= since) line.calls.shift();
    return line.calls.length;
  };

  const waitMs = (line: Line, method: PacedMethod): number => {
    const { most, ms } = tiers[method];
    const full = within(line, method) >= most ? (line.calls[0] ?? 0) + ms * share : 0;
    return Math.max(full, line.closedUntil) - clock.monotonic();
  };

  const hasRoom = (method: PacedMethod, spare = 0): boolean => {
    const line = lineOf(method);
    const isClosed = line.closedUntil > clock.monotonic();
    return !isClosed && line.waiting === 0 && within(line, method) + spare < tiers[method].most;
  };

  return {
    hasRoom,
    turn: (method, channel) => {
      const line = lineOf(method, channel);
      line.waiting += 1;
      line.tail = line.tail.then(async () => {
        for (let ms = waitMs(line, method); ms > 0; ms = waitMs(line, method))
          await clock.sleep(Math.ceil(ms));
        line.calls.push(clock.monotonic());
        line.waiting -= 1;
      });
      return line.tail;
    },
    take: (method, spare = 0) => {
      const isFree = hasRoom(method, spare);
      if (isFree) lineOf(method).calls.push(clock.monotonic());
      return isFree;
    },
    close: (method, ms) => {
      const line = lineOf(method);
      line.closedUntil = Math.max(line.closedUntil, clock.monotonic() + ms);
    },
  };
}
