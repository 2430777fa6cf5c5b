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
 * in one step, so that a kill at any moment leaves the old store or the new one; an error puts back what was moved
 * before it. Returns `aside` where it was needed.
 */
export async function putInPlace(dataDir: string, staged: string, aside: string): Promise<string | null> {
  const here = (name: string) => path.join(dataDir, name);
  const former: string[] = await readdir(here(UPLOADS)).catch(() => []);
  const uploads = await readdir(path.join(staged, UPLOADS));
  const replaces = existsSync(here(STORE_FILE));
  const undo: (() => Promise<unknown>)[] = [];
  try {
    if (replaces) {
      undo.push(() => rm(aside, { recursive: true, force: true }));
      await mkdir(aside, { mode: 0o700 });
      const kept = [...LOGS, KEY_FILE].filter((name) => existsSync(here(name)));
      for (const name of kept) await copyFile(here(name), path.join(aside, name));
      for (const name of kept) undo.push(() => putBack(path.join(aside, name), here(name)));
      if (foldLog(here(STORE_FILE))) for (const log of LOGS) await rm(path.join(aside, log), { force: true });
      await keep(here(STORE_FILE), path.join(aside, STORE_FILE));
    }
    for (const name of INDEXES) await rm(here(name), { recursive: true, force: true });
    await mkdir(here(UPLOADS), { recursive: true, mode: 0o700 });
    for (const name of uploads) {
      if (!former.includes(name)) undo.push(() => rm(path.join(here(UPLOADS), name), { force: true }));
      await rename(path.join(staged, UPLOADS, name), path.join(here(UPLOADS), name));
    }
    if (existsSync(path.join(staged, KEY_FILE))) {
      if (!existsSync(here(KEY_FILE))) undo.push(() => rm(here(KEY_FILE), { force: true }));
      await rename(path.join(staged, KEY_FILE), here(KEY_FILE));
    }
    // A log would be taken for the new store's.
    for (const log of LOGS) await rm(here(log), { force: true });
    await rename(path.join(staged, STORE_FILE), here(STORE_FILE));
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
  await syncToDisk(dataDir);
  if (!replaces) return null;
  await mkdir(path.join(aside, UPLOADS), { mode: 0o700 });
  for (const name of former.filter((one) => !uploads.includes(one)))
    await rename(path.join(here(UPLOADS), name), path.join(aside, UPLOADS, name));
  await syncToDisk(aside);
  return aside;
}

/** Brings a file back as it was; one that was not there goes again. */
async function putBack(kept: string, to: string): Promise<void> {
  if (existsSync(kept)) await copyFile(kept, to);
  else await rm(to, { force: true });
}

/** Writes a store's log into the store; false = it is not sound enough for that. SQLite may drop the log even then. */
function foldLog(store: string): boolean {
  try {
    const database = new DatabaseSync(store);
    try {
      database.exec('PRAGMA journal_mode=DELETE');
      return true;
    } finally {
      database.close();
    }
  } catch {
    // A damaged store is often why a backup is restored: it goes aside as it is.
    return false;
  }
}

/** A second name for a file; a copy where the file system knows no second names. */
async function keep(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}
