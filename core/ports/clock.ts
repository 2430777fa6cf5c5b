/** Time. Wall clock for what is stored, monotonic for durations; tests move both by hand. */
export type Clock = {
  /** Milliseconds since 1970, UTC. May step back. */
  now(): number;
  /** Milliseconds from some start that never step back; use for durations. */
  monotonic(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** A signal that fires after `ms` as a TimeoutError, or together with `outer`. `clear` lets the timer go. */
export function createDeadline(
  clock: Clock,
  ms: number,
  outer?: AbortSignal,
): { signal: AbortSignal; clear(): void } {
  const late = new AbortController();
  const cleared = new AbortController();
  const expire = () => late.abort(new DOMException(`Took longer than ${ms} ms.`, 'TimeoutError'));
  clock.sleep(ms, cleared.signal).then(expire, () => {});
  const signal = outer === undefined ? late.signal : AbortSignal.any([outer, late.signal]);
  return { signal, clear: () => cleared.abort() };
}

/** ISO 8601 UTC of the clock's now, the form that rows store. */
export function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
