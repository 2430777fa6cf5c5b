import path from 'node:path';
import type { Store } from '../../core/store/schema.ts';
import type { FoundFile } from '../ingest/find-files.ts';

/** A changed file, and the document in whose place it is read; `null` = it makes a new one. */
export type ChangedFile = FoundFile & { document: KnownFile | null };
/** `ids`: a corpus makes many documents of one path. */
export type KnownFile = { path: string; collection: string; ids: string[] };

export type Matched = { kind: 'matched'; files: ChangedFile[] } | { kind: 'refused'; reason: string };

/**
 * Finds the document that each file is a new version of: the one of its path, else the only one whose path ends as its
 * own does (a folder may have been taken in from elsewhere). `collection` is where to look, if not everywhere.
 */
export async function matchDocuments(
  store: Store,
  files: readonly FoundFile[],
  { collection, cwd }: { collection: string | null; cwd: string },
): Promise<Matched> {
  const known = await knownFiles(store, collection);
  const matched: ChangedFile[] = [];
  for (const file of files) {
    const exact = known.filter((one) => one.path === file.path);
    const found = exact.length > 0 ? exact : known.filter((one) => isSameEnd(one.path, file.path));
    if (found.length > 1)
      return {
        kind: 'refused',
        reason: `${file.path} may be ${names(found)}: say which --collection is meant.`,
      };
    const document = found[0] ?? null;
    if (document === null && isOutside(cwd, file.file))
      return {
        kind: 'refused',
        reason: `${file.path} lies outside this folder, and no document is known by that path.`,
      };
    matched.push({ ...file, document });
  }
  const twice = matched.find(
    ({ document }, at) => document !== null && matched.findIndex((one) => one.document === document) !== at,
  );
  if (twice !== undefined)
    return {
      kind: 'refused',
      reason: `Two of the files would stand in the place of ${twice.document?.path}.`,
    };
  return { kind: 'matched', files: matched };
}

async function knownFiles(store: Store, collection: string | null): Promise<KnownFile[]> {
  let query = store.selectFrom('documents').select(['id', 'path', 'collection']).orderBy('id');
  if (collection !== null) query = query.where('collection', '=', collection);
  const files = new Map<string, KnownFile>();
  for (const row of await query.execute()) {
    const key = JSON.stringify([row.collection, row.path]);
    const file = files.get(key) ?? { path: row.path, collection: row.collection, ids: [] };
    file.ids.push(row.id);
    files.set(key, file);
  }
  return [...files.values()];
}

function isSameEnd(a: string, b: string): boolean {
  const [one, other] = [a.replace(/^(?:\.{0,2}\/)+/, ''), b.replace(/^(?:\.{0,2}\/)+/, '')];
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);
}

function isOutside(cwd: string, file: string): boolean {
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') || path.isAbsolute(relative);
}

function names(files: readonly KnownFile[]): string {
  return files.map((file) => `${file.path} in ${file.collection}`).join(' or ');
}
