import type { Clock } from './clock.ts';

/** What `within` rejects with when the time is up. */
export class TookTooLong extends Error {
  constructor(what: string, ms: number) {
    super(`${what} took longer than ${ms} ms`);
    this.name = 'TookTooLong';
  }
}

/** The promise's own end, or `TookTooLong` after `ms`. The promise goes on; its late rejection is handled here. */
export async function within<T>(clock: Clock, promise: Promise<T>, ms: number, what: string): Promise<T> {
  const over = new AbortController();
  const late = clock.sleep(ms, over.signal).then(
    () => Promise.reject(new TookTooLong(what, ms)),
    // Aborted because the promise was in time: stay pending for ever, the race is over.
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    over.abort();
  }
}
