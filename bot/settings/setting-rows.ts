import type { SettingRow } from '../../console/deps.ts';
import { type Config, type SettingKey, settings } from './config.ts';
import { masked } from './masked.ts';

/** Rows for `docent config` and the console; secrets masked. */
export function settingRows(config: Config): SettingRow[] {
  return settings.map((row) => ({
    key: row.key,
    help: row.help,
    secret: row.type === 'secret',
    editable: row.console,
    source: config.source(row.key as SettingKey),
    shown: masked(row, config.get(row.key as SettingKey)),
  }));
}
