import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../errors.ts';
import { type Clock, isoNow } from '../../ports/clock.ts';
import { migrations } from '../migrations.ts';
import { inspectStore } from './inspect-store.ts';
import { KEY_FILE, type Manifest, STORE_FILE, UPLOADS } from './manifest.ts';
import { putInPlace } from './put-in-place.ts';
import { readBackup, refuse } from './read-backup.ts';
import { factsOf, syncToDisk } from './whole-files.ts';

export type Restored = {
  /** The backup that was restored. */
  from: string;
  createdAt: string;
  documents: number;
  answers: number;
  /** Where the former store is now; null when there was none. */
  replaced: string | null;
  /** Settings that cannot be read without the key, when no key file is there. */
  needsKey: boolean;
};

const STAGING = '.restoring';

/**
 * Puts a backup into a data folder whose lock the caller holds. All of it is copied, compared with its manifest and
 * looked through before anything of the folder changes. Sessions and sign-in links are not brought back: they may have
 * been ended since. Throws AppError `restore.refused` and `restore.not-empty`.
 */
export async function restore(options: {
  place: string;
  dataDir: string;
  /** Moves a store that is there aside. */
  replace: boolean;
  /** Who restores it, for the audit log of the restored store. */
  by: string;
  clock: Clock;
}): Promise<Restored> {
  const { dataDir } = options;
  if (!options.replace && existsSync(path.join(dataDir, STORE_FILE)))
    throw new AppError(
      'restore.not-empty',
      `The data directory ${dataDir} holds a store already.`,
      'Nothing was changed. Set DOCENT_DATA_DIR to an empty folder, or give --replace to move the store aside.',
    );
  const { folder, manifest } = await readBackup(options.place);
  const staged = path.join(dataDir, STAGING);
  await rm(staged, { recursive: true, force: true });
  try {
    await mkdir(path.join(staged, UPLOADS), { recursive: true, mode: 0o700 });
    await copyChecked(folder, staged, manifest);
    const facts = inspectStore(path.join(staged, STORE_FILE));
    if (!facts.sound) throw refuse(folder, `its store is damaged: ${facts.problem}`);
    const known = new Set(migrations.map(({ name }) => name));
    if (facts.migrations.some((name) => !known.has(name)))
      throw refuse(folder, `it was made by a later version of Docent (${manifest.version})`);
    const at = isoNow(options.clock);
    noteRestore(path.join(staged, STORE_FILE), { by: options.by, at, folder, manifest });
    await endSessions(path.join(staged, STORE_FILE));
    const aside = path.join(dataDir, `replaced-${isoNow(options.clock).replaceAll(':', '-')}`);
    const replaced = await putInPlace(dataDir, staged, aside);
    const { createdAt } = manifest;
    const { documents, answers, encrypted } = facts;
    const needsKey = encrypted > 0 && !existsSync(path.join(dataDir, KEY_FILE));
    return { from: folder, createdAt, documents, answers, replaced, needsKey };
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/** What is compared is what was copied, so a file that changes meanwhile is noticed, too. */
async function copyChecked(folder: string, staged: string, manifest: Manifest): Promise<void> {
  for (const file of manifest.files) {
    const facts = await factsOf(path.join(folder, file.path), path.join(staged, file.path));
    if (facts.sha256 !== file.sha256 || facts.bytes !== file.bytes)
      throw refuse(folder, `${file.path} is not what its manifest says: it was changed or damaged`);
  }
  for (const name of await readdir(staged)) await syncToDisk(path.join(staged, name));
}

/** The restored store's audit log says what it is. A backup of an earlier version may have none. */
function noteRestore(
  store: string,
  { by, at, folder, manifest }: { by: string; at: string; folder: string; manifest: Manifest },
): void {
  const database = new DatabaseSync(store);
  try {
    const log = database.prepare("SELECT name FROM sqlite_master WHERE name = 'audit'").get();
    if (log === undefined) return;
    const after = JSON.stringify({ made: manifest.createdAt, documents: manifest.documents });
    database
      .prepare(
        "INSERT INTO audit (at, via, name, action, subject, after, whole) VALUES (?, 'cli', ?, 'store.restore', ?, ?, 1)",
      )
      .run(at, by, path.basename(folder), after);
  } finally {
    database.close();
  }
}

async function endSessions(store: string): Promise<void> {
  const database = new DatabaseSync(store);
  try {
    database.exec('DELETE FROM sessions; DELETE FROM sign_in_links;');
    // A backup of an earlier version has none. What was revoked since must not come back.
    const tokens = database.prepare("SELECT name FROM sqlite_master WHERE name = 'api_tokens'").get();
    if (tokens !== undefined) database.exec('DELETE FROM api_tokens');
  } finally {
    database.close();
  }
  await syncToDisk(store);
}
