import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KEY_FILE, STORE_FILE, UPLOADS } from './manifest.ts';
import { syncToDisk } from './whole-files.ts';

/** Kept beside the store by SQLite while it is open, and after a kill. */
const LOGS = [`${STORE_FILE}-wal`, `${STORE_FILE}-shm`];
/** Caches of the store that was there: they would be taken for those of the new one. */
const INDEXES = ['index', 'index-2'];

/**
 * Moves a checked backup from `staged` into the data folder, and what was there to `aside`. The store changes last and
 * in one step, so that a kill at any moment leaves the old store or the new one. Returns `aside` where it was needed.
 */
export async function putInPlace(dataDir: string, staged: string, aside: string): Promise<string | null> {
  const here = (name: string) => path.join(dataDir, name);
  const former = await readdir(here(UPLOADS)).catch(() => []);
  const replaces = existsSync(here(STORE_FILE));
  if (replaces) {
    await mkdir(aside, { mode: 0o700 });
    foldLog(here(STORE_FILE));
    await keep(here(STORE_FILE), path.join(aside, STORE_FILE));
    // A log that a damaged store did not take in belongs to it.
    for (const log of LOGS) if (existsSync(here(log))) await copyFile(here(log), path.join(aside, log));
    if (existsSync(here(KEY_FILE))) await keep(here(KEY_FILE), path.join(aside, KEY_FILE));
  }
  for (const name of INDEXES) await rm(here(name), { recursive: true, force: true });
  await mkdir(here(UPLOADS), { recursive: true, mode: 0o700 });
  const uploads = await readdir(path.join(staged, UPLOADS));
  for (const name of uploads) await rename(path.join(staged, UPLOADS, name), path.join(here(UPLOADS), name));
  if (existsSync(path.join(staged, KEY_FILE))) await rename(path.join(staged, KEY_FILE), here(KEY_FILE));
  for (const log of LOGS) await rm(here(log), { force: true });
  await rename(path.join(staged, STORE_FILE), here(STORE_FILE));
  await syncToDisk(dataDir);
  if (!replaces) return null;
  await mkdir(path.join(aside, UPLOADS), { mode: 0o700 });
  for (const name of former.filter((one) => !uploads.includes(one)))
    await rename(path.join(here(UPLOADS), name), path.join(aside, UPLOADS, name));
  await syncToDisk(aside);
  return aside;
}

/** Writes a store's log into the store, where it is sound enough for that. */
function foldLog(store: string): void {
  try {
    const database = new DatabaseSync(store);
    try {
      database.exec('PRAGMA journal_mode=DELETE');
    } finally {
      database.close();
    }
  } catch {
    // A damaged store is often why a backup is restored: it goes aside as it is.
  }
}

/** A second name for a file; a copy where the file system knows no second names. */
async function keep(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}
