import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file that an ingest was asked for: where it is, and the path as it was given. */
export type FoundFile = { file: string; path: string; bytes: number };

export type FindResult = { files: FoundFile[]; missing: string[] };

/** Stands in every data directory. */
const DATA_MARK = 'docent.sqlite';

/** Names that are never documents. */
const SKIPPED = /^(\.|node_modules$|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i;

/**
 * Files below these paths in a stable order, hidden ones left out. A path's spelling is kept, so that the
 * same command names the same documents; only its accents are written one way (NFC), as disks differ in that. Symbolic links below a folder are not followed.
 */
export async function findFiles(paths: string[], cwd: string): Promise<FindResult> {
  const files: FoundFile[] = [];
  const missing: string[] = [];
  for (const given of paths) {
    const file = path.resolve(cwd, given);
    const shown = shownPath(given);
    const info = await stat(file).catch(() => undefined);
    if (info === undefined) missing.push(given);
    else if (info.isDirectory()) await walk(file, shown, files);
    else files.push({ file, path: shown, bytes: info.size });
  }
  return { files, missing };
}

/** A path as documents keep it. */
export function shownPath(given: string): string {
  return path
    .normalize(given)
    .replace(/[\\/]+$/, '')
    .normalize('NFC')
    .split(path.sep)
    .join('/');
}

async function walk(folder: string, shown: string, files: FoundFile[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  // A data directory of Docent holds no documents.
  if (entries.some((entry) => entry.name === DATA_MARK)) return;
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (SKIPPED.test(entry.name)) continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await walk(file, path.join(shown, entry.name), files);
    else if (entry.isFile())
      files.push({
        file,
        path: path.join(shown, entry.name).split(path.sep).join('/').normalize('NFC'),
        bytes: (await stat(file)).size,
      });
  }
}
