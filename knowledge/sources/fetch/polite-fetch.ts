import type { Clock } from '../../../core/ports/clock.ts';
import type { SourceLimits } from '../limits.ts';
import { openRobots, parseRobots, type Robots } from './robots.ts';
import type { SafeFetch } from './safe-fetch.ts';

/** The name that robots.txt calls us by. */
export const PRODUCT = 'Docent';

/** One request after the other with a pause between them, and once more where that may help. */
export type PoliteFetch = SafeFetch & { pauseFor(ms: number): void };

export function createPoliteFetch(deps: {
  fetch: SafeFetch;
  clock: Clock;
  limits: Pick<SourceLimits, 'delayMs' | 'longestDelayMs' | 'againMs'>;
}): PoliteFetch {
  const { clock, limits } = deps;
  let pause = limits.delayMs;
  let readyAt = clock.monotonic();

  const wait = async (ms: number, signal: AbortSignal | undefined) => {
    const bounded = Math.min(ms, limits.longestDelayMs);
    if (bounded > 0) await clock.sleep(bounded, signal);
  };

  const fetch: SafeFetch = async (address, options = {}) => {
    const once = async () => {
      await wait(readyAt - clock.monotonic(), options.signal);
      const fetched = await deps.fetch(address, options);
      readyAt = clock.monotonic() + pause;
      return fetched;
    };
    const first = await once();
    if (first.kind !== 'failed' || !first.again) return first;
    await wait(first.retryAfterMs ?? limits.againMs, options.signal);
    return once();
  };
  return Object.assign(fetch, {
    pauseFor(ms: number) {
      pause = Math.max(limits.delayMs, Math.min(ms, limits.longestDelayMs));
    },
  });
}

/**
 * The robots.txt of an origin. None (any 4xx) permits everything; one that cannot be read just now forbids everything
 * (RFC 9309, 2.3.1), so the run fails with the reason.
 */
export async function loadRobots(
  fetch: SafeFetch,
  origin: string,
  options: { maxBytes: number; signal: AbortSignal },
): Promise<Robots | { failed: string }> {
  const fetched = await fetch(`${origin}/robots.txt`, {
    maxBytes: () => options.maxBytes,
    signal: options.signal,
  });
  if (fetched.kind === 'ok') return parseRobots(fetched.body.toString('utf8'), PRODUCT);
  if (fetched.kind === 'failed') {
    const absent = fetched.status !== null && fetched.status >= 400 && fetched.status < 500;
    if (!absent || fetched.status === 429) return { failed: `${origin}/robots.txt: ${fetched.reason}` };
  }
  return fetched.kind === 'refused' ? { failed: fetched.reason } : openRobots;
}
