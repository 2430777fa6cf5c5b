import { sha256Hex } from '../text/hashes.ts';
import { guardsVersion } from './default-guards.ts';
import type { Action, Guard } from './guard.ts';
import { type CatalogEntry, guardCatalog } from './guard-catalog.ts';

/** What an admin made of one guard; `action` null = the one that it ships with. */
export type GuardSetting = { id: string; on: boolean; action: Action | null };

/** Every guard once, in order. */
export type GuardSettingList = readonly GuardSetting[];

export const defaultSettings: GuardSettingList = guardCatalog.map(({ id }) => ({
  id,
  on: true,
  action: null,
}));

const entryOf = (id: string): CatalogEntry | undefined => guardCatalog.find((entry) => entry.id === id);

/**
 * Settings as they may be in force: guards of another version are left out, new ones come last, an essential one is on,
 * and an action that is no choice counts as none.
 */
export function soundSettings(settings: GuardSettingList): GuardSettingList {
  const known = settings.filter(
    ({ id }, at) => entryOf(id) !== undefined && settings.findIndex((other) => other.id === id) === at,
  );
  const missing = defaultSettings.filter(({ id }) => !known.some((setting) => setting.id === id));
  return [...known, ...missing].map(({ id, on, action }) => {
    const entry = entryOf(id);
    const chosen = action !== null && entry?.choices.includes(action) && action !== entry.actions[0];
    return { id, on: on || entry?.essential === true, action: chosen ? action : null };
  });
}

/** The guards in force. */
export function guardsOf(settings: GuardSettingList): Guard[] {
  return soundSettings(settings)
    .filter(({ on }) => on)
    .flatMap(({ id, action }) =>
      (entryOf(id)?.guards ?? []).map((guard) => (action === null ? guard : { ...guard, action })),
    );
}

/** Part of the cache key: other settings may make another answer of the same draft. */
export function versionOf(settings: GuardSettingList): string {
  const sound = JSON.stringify(soundSettings(settings));
  if (sound === JSON.stringify(defaultSettings)) return guardsVersion;
  return `${guardsVersion}+${sha256Hex(sound).slice(0, 12)}`;
}

/** The same settings with one guard a place earlier or later. */
export function moved(settings: GuardSettingList, id: string, by: -1 | 1): GuardSettingList {
  const at = settings.findIndex((setting) => setting.id === id);
  const [one, other] = [settings[at], settings[at + by]];
  if (one === undefined || other === undefined) return settings;
  return settings.map((setting) => (setting === one ? other : setting === other ? one : setting));
}
