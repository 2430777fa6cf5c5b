import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError, messageOf } from '../../core/errors.ts';

/** The store, in a data directory. */
export const STORE_FILE = 'docent.sqlite';

/** Held by whoever has the store open. */
export function lockFile(dataDir: string): string {
  return path.join(dataDir, 'docent.lock');
}

/** Somebody else has the data directory, and a command needs it for itself. */
export function dataDirInUse(dataDir: string): AppError {
  return new AppError(
    'data-dir.in-use',
    `Docent is running on ${dataDir}, so nothing was done.`,
    'Stop it first, or set DOCENT_DATA_DIR to another folder.',
  );
}

/** Makes the data directory, for its owner only. Throws AppError `data-dir.unusable` with what to do. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!statSync(dataDir).isDirectory()) throw new Error('it is a file');
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new AppError(
      'data-dir.unusable',
      `The data directory ${dataDir} cannot be used: ${messageOf(error)}.`,
      'Set DOCENT_DATA_DIR to a folder that you may write to.',
      error,
    );
  }
}
