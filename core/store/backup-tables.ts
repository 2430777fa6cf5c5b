/** Conventions are those of `schema.ts`. How often backups are made by themselves; one row, id 1. */
export type BackupScheduleTable = {
  id: number;
  /** `off` | `daily` | `weekly` */
  every: string;
  folder: string;
  keep: number;
};

/** Backups that were made by themselves or from the console, and those that failed. */
export type BackupRunsTable = {
  id: string;
  folder: string;
  started_at: string;
  ended_at: string;
  /** Null where it failed. */
  path: string | null;
  bytes: number | null;
  /** In words; null where it was made. */
  error: string | null;
  /** 1 = deleted again, since later ones took its place. */
  removed: number;
};

/** Backups on schedule. */
export const backupMigration = {
  name: '0041-backups',
  statements: [
    'CREATE TABLE backup_schedule (id INTEGER PRIMARY KEY, every TEXT NOT NULL, folder TEXT NOT NULL, keep INTEGER NOT NULL)',
    `CREATE TABLE backup_runs (id TEXT PRIMARY KEY, folder TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT NOT NULL,
      path TEXT, bytes INTEGER, error TEXT, removed INTEGER NOT NULL)`,
    'CREATE INDEX backup_runs_ended ON backup_runs (ended_at)',
  ],
} as const;
