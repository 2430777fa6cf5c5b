import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_MS } from '../../patience-ms.ts';

export type WaitOptions = {
  timeoutMs?: number;
  /** Ends the sentence "waited in vain for …". */
  what?: string;
  /** What to show when the wait was in vain, so that the failure explains itself. */
  state?: () => string;
};

/**
 * Asks `probe` every few milliseconds until it gives something other than undefined, null or false, and returns
 * that. Rejects after `timeoutMs` (`PATIENCE_MS`) with what was awaited and the state at that moment.
 */
export const waitFor = async <T>(
  probe: () => T | undefined | null | false,
  { timeoutMs = PATIENCE_MS, what = probe.toString(), state }: WaitOptions = {},
): Promise<T> => {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const found = probe();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() >= until) {
      const seen = state === undefined ? '' : `\n${state()}`;
      throw new Error(`waited ${timeoutMs} ms in vain for ${what}${seen}`);
    }
    await sleep(5);
  }
};
