/** The reason of files that did not fit on the disk. */
export const DISK_FULL =
  'Not taken in: the disk is full. Make room and run it again; what was taken in is kept.';

/** Whether an error, or what caused it, is a disk without room: SQLite's, the system's, or the index worker's word for it. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const text = `${error.message} ${'code' in error ? String(error.code) : ''}`;
  return (
    /ENOSPC|SQLITE_FULL|disk is full|no space left|index\.short-write/i.test(text) || isDiskFull(error.cause)
  );
}
