import type { Clock } from '../ports/clock.ts';

/** A provider said nothing for longer than it may. */
export class SilenceError extends Error {
  constructor(ms: number) {
    super(`Nothing came for ${ms} ms.`);
    this.name = 'SilenceError';
  }
}

/** The value, unless it takes longer than `ms` (SilenceError) or the signal fires (its reason). */
export async function within<T>(
  value: Promise<T>,
  ms: number,
  clock: Clock,
  signal?: AbortSignal,
): Promise<T> {
  const settled = new AbortController();
  const waiting = signal === undefined ? settled.signal : AbortSignal.any([settled.signal, signal]);
  const silence = clock.sleep(ms, waiting).then(
    () => Promise.reject(new SilenceError(ms)),
    () => Promise.reject(waiting.reason),
  );
  try {
    return await Promise.race([value, silence]);
  } finally {
    settled.abort();
  }
}
