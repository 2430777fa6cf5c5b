import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Clock, isoNow } from '../../ports/clock.ts';
import { sha256Hex } from '../../text/hashes.ts';
import {
  KEY_FILE,
  MANIFEST,
  MANIFEST_HASH,
  type Manifest,
  STORE_FILE,
  UPLOAD_NAME,
  UPLOADS,
} from './manifest.ts';
import { takeSnapshot } from './snapshot.ts';
import { factsOf, syncToDisk, writeWhole } from './whole-files.ts';

/** Made by a backup that was killed; one that is under way is younger. */
const LEFT_OVER = /^\.[\dT.Z-]+\.part$/;
const LEFT_OVER_MS = 24 * 3_600_000;

export type Backup = {
  /** The folder that was made. */
  path: string;
  /** Of all its files. */
  bytes: number;
  /** Of its manifest, which names the hash of every other file. */
  sha256: string;
  documents: number;
  answers: number;
  /** Whether the key file is in it. */
  withKey: boolean;
};

export type BackUpOptions = {
  dataDir: string;
  /** Folder that gets a new folder, named by the time. */
  into: string;
  /** Copies the key file, too, where there is one. */
  withKey: boolean;
  version: string;
  clock: Clock;
};

/**
 * Backs up a data folder while it is in use. The folder has its name only once it is whole and on the disk.
 * Throws what the disk says, and AppError `store.damaged`.
 */
export async function backUp(options: BackUpOptions): Promise<Backup> {
  const { dataDir, into, clock } = options;
  const createdAt = isoNow(clock);
  const name = createdAt.replaceAll(':', '-');
  await mkdir(into, { recursive: true, mode: 0o700 });
  await removeLeftOvers(into, clock);
  const part = path.join(into, `.${name}.part`);
  await mkdir(part, { mode: 0o700 });
  try {
    // An upload's file goes once the store has its text: those that are there before the snapshot are kept for it.
    const early = await copyUploads(dataDir, part, null);
    const facts = await takeSnapshot(path.join(dataDir, STORE_FILE), path.join(part, STORE_FILE));
    const waiting = new Set(facts.pending);
    const late = await copyUploads(dataDir, part, waiting);
    for (const file of early.filter((one) => !waiting.has(one))) await rm(path.join(part, UPLOADS, file));
    const uploads = [...new Set([...early, ...late])].filter((file) => waiting.has(file)).sort();
    const keyCopied = options.withKey && (await copyIfThere(dataDir, part, KEY_FILE));
    const files: Manifest['files'] = [];
    const kept = [
      STORE_FILE,
      ...(keyCopied ? [KEY_FILE] : []),
      ...uploads.map((file) => `${UPLOADS}/${file}`),
    ];
    for (const file of kept) {
      await syncToDisk(path.join(part, file));
      files.push({ path: file, ...(await factsOf(path.join(part, file))) });
    }
    const { documents, answers, migrations } = facts;
    const schema = migrations.at(-1) ?? '';
    const manifest = { format: 1, version: options.version, schema, createdAt, documents, answers, files };
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    const sha256 = sha256Hex(text);
    const line = `${sha256}  ${MANIFEST}\n`;
    await writeWhole(path.join(part, MANIFEST), text);
    await writeWhole(path.join(part, MANIFEST_HASH), line);
    if (early.length + late.length > 0) await syncToDisk(path.join(part, UPLOADS));
    await rename(part, path.join(into, name));
    await syncToDisk(into);
    const bytes = files.reduce((sum, file) => sum + file.bytes, Buffer.byteLength(text) + line.length);
    return { path: path.join(into, name), bytes, sha256, documents, answers, withKey: keyCopied };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

/** Copies waiting uploads that were not copied before; `null` = all that are there. */
async function copyUploads(dataDir: string, part: string, wanted: Set<string> | null): Promise<string[]> {
  const there = await readdir(path.join(dataDir, UPLOADS)).catch(() => []);
  const copied: string[] = [];
  for (const file of there.filter((one) => UPLOAD_NAME.test(one) && wanted?.has(one) !== false)) {
    await mkdir(path.join(part, UPLOADS), { recursive: true, mode: 0o700 });
    if (await copyIfThere(dataDir, part, path.join(UPLOADS, file))) copied.push(file);
  }
  return copied;
}

async function copyIfThere(dataDir: string, part: string, file: string): Promise<boolean> {
  try {
    await copyFile(path.join(dataDir, file), path.join(part, file));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function removeLeftOvers(into: string, clock: Clock): Promise<void> {
  for (const name of (await readdir(into)).filter((one) => LEFT_OVER.test(one))) {
    const place = path.join(into, name);
    const info = await stat(place).catch(() => null);
    if (info !== null && clock.now() - info.mtimeMs > LEFT_OVER_MS)
      await rm(place, { recursive: true, force: true });
  }
}
