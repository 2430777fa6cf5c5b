import { describe, expect, it } from 'vitest';
import { wording } from '../../../core/defensive-ux/wording.ts';
import { defaultGuards, guardsVersion } from '../../../core/guardrails/default-guards.ts';
import { guardCatalog } from '../../../core/guardrails/guard-catalog.ts';
import {
  defaultSettings,
  guardsOf,
  moved,
  soundSettings,
  versionOf,
} from '../../../core/guardrails/guard-settings.ts';

describe('the settings of guards', () => {
  it('that nobody changed give the guards that ship under their own version', () => {
    expect(guardsOf(defaultSettings)).toEqual(defaultGuards);
    expect(versionOf(defaultSettings)).toBe(guardsVersion);
  });

  it('of another version still hold: unknown guards go, missing ones come, essential ones stay on', () => {
    const stored = [
      { id: 'gone', on: true, action: null },
      { id: 'links', on: false, action: null },
      { id: 'pii', on: true, action: 'noop' as const },
    ];
    const sound = soundSettings(stored);
    expect(sound).toHaveLength(defaultSettings.length);
    expect(sound.slice(0, 2)).toEqual([
      { id: 'links', on: true, action: null },
      { id: 'pii', on: true, action: null },
    ]);
  });

  it('give another version for another order', () => {
    const other = moved(defaultSettings, 'secrets', 1);
    expect(versionOf(other)).not.toBe(guardsVersion);
    expect(versionOf(moved(other, 'secrets', -1))).toBe(guardsVersion);
    expect(moved(defaultSettings, 'invisible', -1)).toEqual(defaultSettings);
  });

  it('describe every guard in a sentence', () => {
    for (const { id, description } of guardCatalog) expect(description, id).toMatch(/^[A-Z].+\.$/);
    expect(guardCatalog.filter(({ id }) => wording.why.guards[id] === undefined)).toEqual([]);
  });
});
