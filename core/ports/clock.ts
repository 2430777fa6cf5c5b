/** Time. Wall clock for what is stored, monotonic for durations; tests move both by hand. */
export type Clock = {
  /** Milliseconds since 1970, UTC. May step back. */
  now(): number;
  /** Milliseconds from some start that never step back; use for durations. */
  monotonic(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** ISO 8601 UTC of the clock's now, the form that rows store. */
export function isoNow(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
