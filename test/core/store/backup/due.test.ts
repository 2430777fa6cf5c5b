import { describe, expect, it } from 'vitest';
import { lastDue, nextDue } from '../../../../core/store/backup/due.ts';

const at = (iso: string) => Date.parse(iso);
const next = (
  every: 'daily' | 'weekly',
  now: string,
  lastGood: string | null,
  lastFailed: string | null = null,
) =>
  new Date(
    nextDue(every, {
      now: at(now),
      lastGood: lastGood === null ? null : at(lastGood),
      lastFailed: lastFailed === null ? null : at(lastFailed),
    }),
  ).toISOString();

describe('a backup is due', () => {
  it('at three in the morning, on Sundays where it is weekly', () => {
    expect(new Date(lastDue('daily', at('2026-12-01T02:59:59Z'))).toISOString()).toBe(
      '2026-11-30T03:00:00.000Z',
    );
    expect(new Date(lastDue('daily', at('2026-12-01T03:00:00Z'))).toISOString()).toBe(
      '2026-12-01T03:00:00.000Z',
    );
    const sunday = new Date(lastDue('weekly', at('2026-12-01T12:00:00Z')));
    expect(sunday.toISOString()).toBe('2026-11-29T03:00:00.000Z');
    expect(sunday.getUTCDay()).toBe(0);
  });

  it('at once where none was made since the last time', () => {
    const now = '2026-12-01T12:00:00.000Z';
    expect(next('daily', now, null)).toBe(now);
    expect(next('daily', now, '2026-11-30T03:00:00Z')).toBe(now);
    expect(next('daily', now, '2026-12-01T03:00:01Z')).toBe('2026-12-02T03:00:00.000Z');
    expect(next('weekly', now, '2026-11-29T03:00:01Z')).toBe('2026-12-06T03:00:00.000Z');
  });

  it('an hour after a failure', () => {
    expect(next('daily', '2026-12-01T12:00:00.000Z', null, '2026-12-01T11:30:00Z')).toBe(
      '2026-12-01T12:30:00.000Z',
    );
    expect(next('daily', '2026-12-01T12:00:00.000Z', null, '2026-12-01T03:00:00Z')).toBe(
      '2026-12-01T12:00:00.000Z',
    );
  });
});
