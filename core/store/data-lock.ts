import { DatabaseSync } from 'node:sqlite';

/** Held while a process owns a data directory; the kernel frees it when the process dies. */
export type DataLock = { release(): void };

/**
 * Takes the lock file, or returns null when another process holds it. SQLite's exclusive file lock is
 * used because it survives neither kill -9 nor a crash, unlike a file with a process id in it.
 */
export function takeDataLock(file: string): DataLock | null {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec(
      'PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (at INTEGER); COMMIT;',
    );
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return null;
    throw error;
  }
  return { release: () => database.close() };
}
