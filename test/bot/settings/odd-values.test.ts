import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../bot/assembly/open-store.ts';
import { createLog } from '../../../bot/log.ts';
import { problemWith } from '../../../bot/settings/check-value.ts';
import { loadConfig, type SettingKey, settings } from '../../../bot/settings/config.ts';
import { readEnvFile } from '../../../bot/settings/env-file.ts';
import type { Setting } from '../../../bot/settings/setting.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { temporaryFolder } from '../cli/run-docent.ts';

const parts = { clock: systemClock, log: createLog('silent') };
const table: readonly Setting[] = settings;

/** What a shell, a file of variables or a table of settings may cut or change. */
const ODD = [
  'abc#def-4711-long-enough-for-a-token',
  '#begins-with-a-mark-that-comments-begin-with',
  'has "double" and \'single\' quotes inside',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell would take it for a variable
  'costs $5 or ${HOME} or `id` or $(id)',
  'back\\slash\\n and \\t are no line break',
  'Größe ✓ 日本語 e\u0301 👩‍👩‍👧',
  'a = b; c & d | e > f % g',
  "'; DROP TABLE settings; --",
];

function readBack(line: string): Record<string, string> {
  using place = temporaryFolder();
  const file = path.join(place.folder, '.env');
  writeFileSync(file, `BEFORE=1\n${line}\nAFTER=2\n`);
  return readEnvFile(file);
}

describe('an odd value', () => {
  it.each(ODD)('that is saved in the console is the same after a restart: %s', async (value) => {
    using place = temporaryFolder();
    const open = () => openStore(loadConfig({}, place.folder).inFolder(place.dataDir), parts);
    const first = await open();
    const taken: string[] = [];
    for (const { key } of table.filter((row) => row.console && problemWith(row, value) === null)) {
      const { ok, message } = await first.storedSettings.set(key, value);
      // Slack's tokens say by their beginning what they are.
      if (!ok) expect(message).toContain('it must start with');
      else taken.push(key);
    }
    expect(taken.length).toBeGreaterThan(5);
    await first.store.destroy();
    const second = await open();
    const kept = taken.filter((key) => second.config.get(key as SettingKey) === value);
    await second.store.destroy();
    expect(kept).toEqual(taken);
  });

  it.each(ODD)('in a .env file is read as it stands: %s', (value) => {
    const quote = ["'", '`', '"'].find((mark) => !value.includes(mark));
    expect(readBack(`ODD=${quote}${value}${quote}`)).toEqual({ BEFORE: '1', ODD: value, AFTER: '2' });
  });

  it.each([
    ['ODD=abc#def', /line 2: the value of ODD holds a #/],
    ['ODD=#abc', /holds a #/],
    ['export ODD=sk-1#2 # which one', /holds a #/],
    ['ODD="abc"def', /goes on after its closing quote/],
    ["ODD='it's'", /goes on after its closing quote/],
  ])('that a .env file would cut is refused by line: %s', (line, why) => {
    expect(() => readBack(line)).toThrow(why);
  });

  it('may have a comment behind it, and need not be there', () => {
    expect(readBack('ODD="a#b" # why')['ODD']).toBe('a#b');
    expect(readBack('ODD=plain # why')['ODD']).toBe('plain');
    expect(readBack('ODD= # not set')['ODD']).toBe('');
    expect(readBack('# ODD=a#b')['ODD']).toBeUndefined();
  });
});
