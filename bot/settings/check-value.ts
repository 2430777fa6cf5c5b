import type { Setting, SettingType, ValueCheck } from './setting.ts';

/** What the values of a type must be. */
const byType: Partial<Record<SettingType, ValueCheck>> = {
  url: (value) => (/^https?:\/\//i.test(value) ? null : 'it must start with http:// or https://.'),
  number: (value) =>
    /^\d{1,5}$/.test(value) && Number(value) < 65_536 ? null : 'it must be a number from 0 to 65535.',
  switch: (value) => (['on', 'off'].includes(value) ? null : 'it must be on or off.'),
};

/** What is wrong with a value, or null. */
export function problemWith({ type, check }: Setting, value: string): string | null {
  if (value === '') return null;
  return byType[type]?.(value) ?? check?.(value) ?? null;
}
