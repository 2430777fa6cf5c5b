import type { Clock } from '../../ports/clock.ts';
import type { Reranker } from '../../ports/reranker.ts';
import { rerankSettings } from './rerank-settings.ts';

/**
 * A reranker that is left alone for a while after failures in a row, so that a server that is down costs nobody time.
 * After the rest one request tries it again. An asker who goes away says nothing about the server.
 */
export function restAfterFailures(reranker: Reranker, clock: Clock): Reranker {
  const { failures, restMs, longestRestMs } = rerankSettings.breaker;
  let inARow = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let last = '';
  return {
    id: reranker.id,
    async rank(request, options) {
      if (clock.monotonic() < restsUntil)
        return { kind: 'failed', reason: 'resting', message: `Not asked after ${inARow} failures: ${last}` };
      // Whoever asks while the first one after a rest still waits is not made to wait as well.
      if (inARow >= failures) restsUntil = clock.monotonic() + restMs;
      const outcome = await reranker.rank(request, options);
      if (outcome.kind === 'ranked') {
        inARow = 0;
        restsUntil = Number.NEGATIVE_INFINITY;
      } else if (outcome.reason !== 'aborted') {
        inARow += 1;
        last = outcome.message;
        if (inARow >= failures)
          restsUntil = clock.monotonic() + Math.min(longestRestMs, restMs * 2 ** (inARow - failures));
      }
      return outcome;
    },
  };
}
