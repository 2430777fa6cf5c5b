import type { IIdentifyThrottler } from 'discord.js';
import type { Clock } from '../../../core/ports/clock.ts';
import { connectionLimits } from '../text/limits.ts';

export type IdentifyBudget = {
  /** IDENTIFYs that Discord still allows, and when (ms since 1970) it counts anew. */
  remaining: number;
  resetsAt: number;
};

/**
 * Spaces IDENTIFYs. Discord resets the token of a bot that sends more than a thousand a day, and the library sends
 * one every few seconds when connections keep failing: each one beyond the first few waits twice as long.
 */
export function createIdentifyThrottle(
  clock: Clock,
  budget: IdentifyBudget,
  onWait: (ms: number) => void,
): IIdentifyThrottler {
  const recent = new Map<number, number[]>();
  const state = { last: Number.NEGATIVE_INFINITY, remaining: budget.remaining, queue: Promise.resolve() };

  const waitFor = (shardId: number): number => {
    const now = clock.monotonic();
    const mine = (recent.get(shardId) ?? []).filter((at) => now - at < connectionLimits.identifyWindowMs);
    recent.set(shardId, mine);
    const extra = Math.max(0, mine.length - connectionLimits.identifyFree);
    const gap = Math.min(connectionLimits.identifyGapMs * 2 ** extra, connectionLimits.identifyGapAtMostMs);
    const since = extra > 0 ? (mine.at(-1) ?? now) : state.last;
    const untilReset = state.remaining > 0 ? 0 : Math.max(0, budget.resetsAt - clock.now());
    return Math.max(0, since + gap - now, untilReset);
  };

  const take = async (shardId: number, signal: AbortSignal): Promise<void> => {
    const ms = waitFor(shardId);
    if (ms > 0) {
      onWait(ms);
      await clock.sleep(ms, signal);
    }
    signal.throwIfAborted();
    state.last = clock.monotonic();
    state.remaining -= 1;
    recent.set(shardId, [...(recent.get(shardId) ?? []), state.last]);
  };

  return {
    waitForIdentify: (shardId, signal) => {
      const turn = state.queue.then(() => take(shardId, signal));
      // One that gives up must not hold up the next.
      state.queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
