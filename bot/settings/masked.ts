import type { Setting } from './setting.ts';

/** A value fit to be shown: secrets keep their last four characters at most. */
export function masked(row: Setting, value: string): string {
  if (row.type !== 'secret' || value === '') return value;
  return value.length > 12 ? `…${value.slice(-4)}` : '…';
}
