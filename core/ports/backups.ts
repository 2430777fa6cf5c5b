/** Kind of the job that makes one backup. */
export const BACKUP_JOB = 'backup';

export const backupIntervals = ['off', 'daily', 'weekly'] as const;
export type BackupInterval = (typeof backupIntervals)[number];

/** When backups are made by themselves, where, and how many of them stay. */
export type BackupPlan = { every: BackupInterval; folder: string; keep: number };

/** One that was made, or failed. */
export type BackupRun = {
  id: string;
  startedAt: string;
  endedAt: string;
  /** The folder that was made; null where it failed. */
  path: string | null;
  bytes: number | null;
  /** Why it failed, in words; null where it was made. */
  error: string | null;
  /** Deleted again, since later ones took its place. */
  removed: boolean;
};

export type BackupState = {
  plan: BackupPlan;
  /** Folders that can be chosen; the first is in the data directory. */
  folders: string[];
  /** When the next one is due; null where none is. */
  next: string | null;
  /** One waits or is being made. */
  busy: boolean;
  /** Newest first. */
  runs: BackupRun[];
};

/** Backups on schedule. */
export type Backups = {
  plan(): Promise<BackupPlan>;
  state(): Promise<BackupState>;
  /** Says in words why a plan cannot be followed; null once it is in force. */
  change(plan: BackupPlan): Promise<string | null>;
  /** Sees to it that the next one waits to be made; nothing where it does already, or none is wanted. */
  follow(): Promise<void>;
  /** Makes one soon, whatever the plan. */
  now(): Promise<void>;
  /** False after a backup that failed, until one was made; false, too, where one is long overdue. */
  isWell(): Promise<boolean>;
};
