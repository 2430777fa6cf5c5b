import path from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { type BackupDeps, createScheduledBackups } from '../../core/store/backup/scheduled-backups.ts';
import type { Config } from '../settings/config.ts';

/** Where backups go that are not told where to go, inside the data directory. */
export const BACKUPS = 'backups';

/** Backups on schedule, in the data directory or where the settings allow it. */
export function assembleBackups(deps: Omit<BackupDeps, 'dataDir' | 'folders'> & { config: Config }) {
  const { config, log } = deps;
  const named = config.get('DOCENT_BACKUP_FOLDERS').split(',');
  const others = named.map((one) => one.trim()).filter((one) => one !== '');
  const folders = [path.join(config.dataDir, BACKUPS), ...others.map((one) => path.resolve(one))];
  const { backups, backupJob } = createScheduledBackups({
    ...deps,
    dataDir: config.dataDir,
    folders: () => folders,
  });
  return {
    backups,
    backupJob,
    resumeBackups: () =>
      void backups
        .follow()
        .catch((error: unknown) => log.error({ error: messageOf(error) }, 'the next backup was not planned')),
  };
}
