import { AppError } from '../../core/errors.ts';

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

/** What was to be done, or AppError `disk.full` in plain words: a transaction without room changes nothing. */
export async function withRoom<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isDiskFull(error) || error instanceof AppError) throw error;
    const hint = `The disk is full: ${what} Make room and try again.`;
    throw new AppError('disk.full', `The disk is full: ${what}`, hint, error);
  }
}

/** The reason of an upload or a source's run for which there was no room. */
export const NO_ROOM = {
  upload: 'The disk is full, so the file was not taken in. Make room, then press Retry.',
  run: 'The disk is full. What was read before is kept; make room, and the next run goes on.',
} as const;

/**
 * Saves the index after a change that is in the store and can be found. Without room that is no failure of the change:
 * the snapshot on the disk is of an older generation, so the next start builds the index again. False = not saved.
 */
export async function saveIfRoom(save: () => Promise<void>): Promise<boolean> {
  try {
    await save();
    return true;
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    return false;
  }
}
