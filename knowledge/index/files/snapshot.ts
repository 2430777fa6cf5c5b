import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LeftSection, readLean } from './lean-file.ts';
import { type Packed, packSections, unpackSections } from './packed-file.ts';
import { type FileSeal, isFileSeal, readSealed, replaceFile, writeSealed } from './verified-file.ts';

/** Raised whenever the meaning of a file changes: older snapshots are then rebuilt, not misread. */
const FORMAT = 4;
const MANIFEST = 'manifest.json';

type Manifest = { format: typeof FORMAT; generation: number; files: Record<string, FileSeal> };

/** Parts of a snapshot by name (`lexical`, `vectors`, `model`). */
export type SnapshotParts = Map<string, Packed>;

/** How parts are read: into whose room a part's file goes, and which sections of the lexical part stay in it. */
export type ReadOptions = {
  allocate?(part: string, bytes: number): Uint8Array;
  leaves?(section: string): boolean;
};

/**
 * Writes the parts and then, in one step, the manifest that names them. Killed at any moment, the directory
 * holds a whole snapshot: the old or the new one. Files that the manifest does not name are removed.
 */
export function writeSnapshot(dir: string, generation: number, parts: SnapshotParts): void {
  mkdirSync(dir, { recursive: true });
  const files: Record<string, FileSeal> = {};
  for (const [name, packed] of parts) files[name] = writeSealed(dir, name, packSections(packed));
  replaceFile(join(dir, MANIFEST), JSON.stringify({ format: FORMAT, generation, files }));
  const kept = new Set([MANIFEST, ...Object.values(files).map(({ file }) => file)]);
  for (const file of readdirSync(dir)) {
    const ours = /^[a-z]+(?:-[0-9a-f]{16}\.bin|\.tmp)$/.test(file) && !file.startsWith('hnsw');
    if (ours && !kept.has(file)) rmSync(join(dir, file), { force: true });
  }
}

/**
 * The parts, all hashes checked; or why there is no snapshot of this generation to trust. `left` holds the sections
 * that stayed in the file.
 */
export function readSnapshot(
  dir: string,
  generation: number,
  { allocate, leaves }: ReadOptions = {},
): { parts: SnapshotParts; left: Map<string, LeftSection> } | { refused: string } {
  const manifest = readManifest(dir);
  if (manifest === null) return { refused: 'there is no readable manifest of this version' };
  if (manifest.generation !== generation) {
    return { refused: `the snapshot is of generation ${manifest.generation}, not ${generation}` };
  }
  const parts: SnapshotParts = new Map();
  let left = new Map<string, LeftSection>();
  for (const [name, seal] of Object.entries(manifest.files)) {
    if (leaves !== undefined && name === 'lexical') {
      const lean = readLean(dir, seal, leaves);
      if ('refused' in lean) return lean;
      parts.set(name, lean.packed);
      left = lean.left;
      continue;
    }
    const file = readSealed(dir, seal, allocate === undefined ? undefined : (bytes) => allocate(name, bytes));
    if ('refused' in file) return file;
    parts.set(name, unpackSections(file.bytes));
  }
  return { parts, left };
}

// Checked by hand: the schema library would take 14 MB of this thread's memory for four fields.
function readManifest(dir: string): Manifest | null {
  try {
    const json: unknown = JSON.parse(readFileSync(join(dir, MANIFEST), 'utf8'));
    const { format, generation, files } = json as Record<string, unknown>;
    if (format !== FORMAT || !Number.isSafeInteger(generation)) return null;
    if (typeof files !== 'object' || files === null || !Object.values(files).every(isFileSeal)) return null;
    return { format, generation: Number(generation), files: files as Record<string, FileSeal> };
  } catch {
    return null;
  }
}
