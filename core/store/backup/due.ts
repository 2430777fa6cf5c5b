import type { BackupInterval } from '../../ports/backups.ts';
import { backupLimits } from './limits.ts';

const DAY_MS = 24 * 3_600_000;
/** 1970-01-04 was a Sunday. */
const SUNDAY = 3;

const stepOf = (every: Exclude<BackupInterval, 'off'>) => (every === 'daily' ? DAY_MS : 7 * DAY_MS);

/** The last moment that a backup was due at, or is due now (ms since 1970). */
export function lastDue(every: Exclude<BackupInterval, 'off'>, now: number): number {
  const first = backupLimits.hour * 3_600_000 + (every === 'daily' ? 0 : SUNDAY * DAY_MS);
  const step = stepOf(every);
  return first + Math.floor((now - first) / step) * step;
}

/**
 * When the next backup is due, given when the last good one was begun (null = never): at once where one was missed, and
 * a while after a failure.
 */
export function nextDue(
  every: Exclude<BackupInterval, 'off'>,
  { now, lastGood, lastFailed }: { now: number; lastGood: number | null; lastFailed: number | null },
): number {
  const due = lastDue(every, now);
  if (lastGood !== null && lastGood >= due) return due + stepOf(every);
  return lastFailed === null ? now : Math.max(now, lastFailed + backupLimits.retryMs);
}
