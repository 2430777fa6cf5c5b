/** Backups on schedule. */
export const backupLimits = {
  /** Hour of the day, UTC, at which they are made; weekly ones on Sundays. */
  hour: 3,
  /** How many stay where nobody said. */
  keep: 7,
  mostKept: 365,
  /** After a failure it is tried again so much later. */
  retryMs: 3_600_000,
  /** So long after it was due, a backup that was not made is called trouble. */
  graceMs: 2 * 3_600_000,
  /** Runs that are remembered. */
  runs: 50,
} as const;
