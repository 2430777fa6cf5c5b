import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SomeLog } from '../log.ts';
import { telemetryLimits } from './limits.ts';

/** Counts spans that did not arrive, and says so in one line a minute at most. */
export function createComplaints(
  clock: Pick<Clock, 'monotonic'>,
  log: Pick<SomeLog, 'warn'>,
): (spans: number, error: unknown) => void {
  let lost = 0;
  let saidAt: number | null = null;
  return (spans, error) => {
    lost += spans;
    const now = clock.monotonic();
    if (saidAt !== null && now - saidAt < telemetryLimits.complainEveryMs) return;
    saidAt = now;
    log.warn({ error: messageOf(error), lost }, 'steps of answers did not reach the telemetry collector');
    lost = 0;
  };
}
