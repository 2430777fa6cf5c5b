import { describe, expect, it } from 'vitest';
import { createIdentifyThrottle } from '../../../bot/discord/connection/identify-throttle.ts';
import type { Clock } from '../../../core/ports/clock.ts';

/** A clock that jumps over every wait and notes it. */
const jumping = () => {
  const state = { ms: 0, waits: [] as number[] };
  const clock: Clock = {
    now: () => state.ms,
    monotonic: () => state.ms,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      state.waits.push(ms);
      state.ms += ms;
    },
  };
  return { clock, state };
};

const never = new AbortController().signal;
const plenty = { remaining: 1000, resetsAt: 0 };

describe('the identify throttle', () => {
  it('lets the first through at once and the next ones five seconds apart', async () => {
    const { clock, state } = jumping();
    const throttle = createIdentifyThrottle(clock, plenty, () => undefined);
    for (let n = 0; n < 3; n += 1) await throttle.waitForIdentify(0, never);
    expect(state.waits).toEqual([5_000, 5_000]);
  });

  it('doubles the gap when a shard keeps coming back, up to ten minutes', async () => {
    const { clock, state } = jumping();
    const heard: number[] = [];
    const throttle = createIdentifyThrottle(clock, plenty, (ms) => heard.push(ms));
    for (let n = 0; n < 9; n += 1) await throttle.waitForIdentify(0, never);
    expect(state.waits).toEqual([5_000, 5_000, 5_000, 10_000, 20_000, 40_000, 80_000, 160_000]);
    expect(heard).toEqual(state.waits);
    for (let n = 0; n < 2000; n += 1) await throttle.waitForIdentify(0, never);
    expect(Math.max(...state.waits)).toBeLessThanOrEqual(600_000);
    // Discord allows a thousand a day.
    expect((2000 / state.ms) * 86_400_000).toBeLessThan(1_000);
  });

  it('forgives after a quiet while', async () => {
    const { clock, state } = jumping();
    const throttle = createIdentifyThrottle(clock, plenty, () => undefined);
    for (let n = 0; n < 6; n += 1) await throttle.waitForIdentify(0, never);
    state.ms += 11 * 60_000;
    state.waits.length = 0;
    await throttle.waitForIdentify(0, never);
    expect(state.waits).toEqual([]);
  });

  it('does not slow one shard down for another', async () => {
    const { clock, state } = jumping();
    const throttle = createIdentifyThrottle(clock, plenty, () => undefined);
    for (let shard = 0; shard < 6; shard += 1) await throttle.waitForIdentify(shard, never);
    expect(state.waits).toEqual([5_000, 5_000, 5_000, 5_000, 5_000]);
  });

  it('waits for the next day when the budget is spent', async () => {
    const { clock, state } = jumping();
    const throttle = createIdentifyThrottle(clock, { remaining: 1, resetsAt: 3_600_000 }, () => undefined);
    await throttle.waitForIdentify(0, never);
    await throttle.waitForIdentify(0, never);
    expect(state.ms).toBe(3_600_000);
  });

  it('lets the next one through when a shard gives up', async () => {
    const { clock } = jumping();
    const throttle = createIdentifyThrottle(clock, plenty, () => undefined);
    await throttle.waitForIdentify(0, never);
    await expect(throttle.waitForIdentify(0, AbortSignal.abort())).rejects.toThrow();
    await expect(throttle.waitForIdentify(0, never)).resolves.toBeUndefined();
  });
});
