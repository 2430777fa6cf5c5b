import path from 'node:path';
import type { Clock } from '../../core/ports/clock.ts';
import type { Store } from '../../core/store/schema.ts';
import { openSqliteStore } from '../../core/store/sqlite.ts';
import type { SomeLog } from '../log.ts';
import type { Config } from '../settings/config.ts';
import { createStoredSettings, type StoredSettings } from '../settings/stored-settings.ts';
import { makeDataDir, STORE_FILE } from './data-dir.ts';

/** The store of a data directory, and the configuration with what was saved in the console. */
export async function openStore(
  base: Config,
  { clock, log }: { clock: Clock; log: SomeLog },
): Promise<{ store: Store; storePath: string; storedSettings: StoredSettings; config: Config }> {
  makeDataDir(base.dataDir);
  const storePath = path.join(base.dataDir, STORE_FILE);
  const store = await openSqliteStore(storePath);
  const storedSettings = createStoredSettings({ store, clock, config: base });
  const saved = await storedSettings.all();
  if (saved.unreadable.length > 0) {
    log.error(
      { settings: saved.unreadable },
      'saved settings were encrypted with another key: save them again in the console',
    );
  }
  return { store, storePath, storedSettings, config: base.withStored(saved.values) };
}
