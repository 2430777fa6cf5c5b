import { SnowflakeUtil } from 'discord.js';
import type { Clock } from '../../../core/ports/clock.ts';
import { limits } from '../text/limits.ts';

/** Up to where everything that was written is taken in: what a catch-up starts at, also that of a later process. */
export type Watermark = {
  /** Discord gave a sign of life: what was written before it has come, or is on its way. */
  alive(): void;
  /** Holds the mark below a message until the work on it has succeeded; one that failed is read again. */
  taking(messageId: string, work: Promise<unknown>): Promise<void>;
  /** Holds the mark where it stands until the function that is returned is called. */
  hold(): () => void;
  /** Null before the first connection of all. */
  mark(): bigint | null;
};

export function createWatermark(clock: Clock, earlier: bigint | null): Watermark {
  const state = { alive: earlier, floor: earlier };
  const pending = new Set<bigint>();
  const held: bigint[] = [];

  const mark = (): bigint | null => {
    if (state.alive === null) return null;
    const oldest = [...pending, ...held].reduce((low, id) => (id < low ? id : low), state.alive);
    return state.floor !== null && oldest < state.floor ? state.floor : oldest;
  };

  return {
    mark,
    alive: () => {
      const safe = idAt(clock.now() - limits.catchUpSlackMs);
      // Before the first connection there is nothing to catch up with.
      state.floor ??= idAt(clock.now());
      if (state.alive === null || safe > state.alive) state.alive = safe;
    },
    taking: async (messageId, work) => {
      const id = BigInt(messageId) - 1n;
      pending.add(id);
      await work;
      pending.delete(id);
    },
    hold: () => {
      const at = mark() ?? idAt(clock.now());
      held.push(at);
      return () => {
        const index = held.indexOf(at);
        if (index >= 0) held.splice(index, 1);
      };
    },
  };
}

/** The lowest id that a message of that moment could have. */
export function idAt(timestamp: number): bigint {
  const since = Math.max(timestamp, Number(SnowflakeUtil.epoch));
  return SnowflakeUtil.generate({ timestamp: since, increment: 0n, workerId: 0n, processId: 0n });
}
