import type { Delivered } from '../../../core/ports/chat-platform.ts';
import type { Clock } from '../../../core/ports/clock.ts';

/** Runs deliveries of one channel one after the other, of several channels side by side. */
export type ChannelQueue = {
  run(channel: string, task: () => Promise<Delivered>): Promise<Delivered>;
  /** Slack asked to leave the channel alone: for `ms` nothing runs there, what comes is told to `retry`. */
  close(channel: string, ms: number): void;
};

export function createChannelQueue(clock: Clock): ChannelQueue {
  const tails = new Map<string, Promise<unknown>>();
  const closedUntil = new Map<string, number>();

  const attempt = async (channel: string, task: () => Promise<Delivered>): Promise<Delivered> => {
    const wait = (closedUntil.get(channel) ?? 0) - clock.monotonic();
    if (wait > 0)
      return { kind: 'retry', afterMs: Math.ceil(wait), why: 'Slack asked to wait in this channel' };
    closedUntil.delete(channel);
    return task();
  };

  return {
    close: (channel, ms) => void closedUntil.set(channel, clock.monotonic() + ms),
    run: (channel, task) => {
      const before = tails.get(channel) ?? Promise.resolve();
      const own = before.then(() => attempt(channel, task));
      const tail = own
        .catch(() => undefined)
        .then(() => {
          if (tails.get(channel) === tail) tails.delete(channel);
        });
      tails.set(channel, tail);
      return own;
    },
  };
}
