import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../errors.ts';
import { sha256Hex } from '../../text/hashes.ts';
import { migrations } from '../migrations.ts';
import { MANIFEST, MANIFEST_HASH, type Manifest, parseManifest, STORE_FILE, UPLOADS } from './manifest.ts';

/** Refuses a backup: nothing of it is used. */
export function refuse(place: string, why: string): AppError {
  return new AppError(
    'restore.refused',
    `The backup ${place} is not restored: ${why}.`,
    'Nothing was changed. Take another backup, or copy this one again from where it is kept.',
  );
}

/**
 * The folder of a backup and its manifest, which agree about what is there; the files' bytes are compared when they
 * are copied. Throws AppError `restore.refused`.
 */
export async function readBackup(place: string): Promise<{ folder: string; manifest: Manifest }> {
  const folder = await folderOf(place);
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch(() => {
    throw refuse(place, `it has no ${MANIFEST}`);
  });
  const line = await readFile(path.join(folder, MANIFEST_HASH), 'utf8').catch(() => {
    throw refuse(place, `it has no ${MANIFEST_HASH}`);
  });
  if (line !== `${sha256Hex(text)}  ${MANIFEST}\n`)
    throw refuse(place, `${MANIFEST} was changed after the backup was made`);
  const manifest = parseManifest(text);
  if (manifest === null) throw refuse(place, `this Docent cannot read its ${MANIFEST}`);
  if (!migrations.some(({ name }) => name === manifest.schema))
    throw refuse(place, `it was made by a later version of Docent (${manifest.version})`);
  const listed = manifest.files.map((file) => file.path);
  if (!listed.includes(STORE_FILE)) throw refuse(place, `it holds no ${STORE_FILE}`);
  const there = await filesIn(folder);
  for (const name of listed) {
    if (!there.includes(name)) throw refuse(place, `${name} is missing`);
    const info = await lstat(path.join(folder, name));
    if (!info.isFile()) throw refuse(place, `${name} is not a plain file`);
  }
  const known = new Set<string>([...listed, MANIFEST, MANIFEST_HASH]);
  for (const name of there) if (!known.has(name)) throw refuse(place, `its manifest does not name ${name}`);
  return { folder, manifest };
}

async function filesIn(folder: string): Promise<string[]> {
  const top = (await readdir(folder)).filter((name) => name !== UPLOADS);
  const uploads = await readdir(path.join(folder, UPLOADS)).catch(() => []);
  return [...top, ...uploads.map((name) => `${UPLOADS}/${name}`)];
}

/** The backup itself, or the folder that one backup was made into. */
async function folderOf(place: string): Promise<string> {
  const inside = await readdir(place).catch(() => {
    throw refuse(place, 'there is no such folder');
  });
  if (inside.includes(MANIFEST)) return place;
  const held: string[] = [];
  for (const name of inside.filter((one) => !one.startsWith('.'))) {
    const files: string[] = await readdir(path.join(place, name)).catch(() => []);
    if (files.includes(MANIFEST)) held.push(name);
  }
  const [only] = held;
  if (only !== undefined && held.length === 1) return path.join(place, only);
  if (held.length > 1)
    throw refuse(place, `it holds several, name one of them: ${held.sort().reverse().join(', ')}`);
  throw refuse(place, `it has no ${MANIFEST}`);
}
