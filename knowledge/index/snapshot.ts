import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Packed, packSections, unpackSections } from './packed-file.ts';
import { type FileSeal, readSealed, replaceFile, writeSealed } from './verified-file.ts';

/** Raised whenever the meaning of a file changes: older snapshots are then rebuilt, not misread. */
const FORMAT = 1;
const MANIFEST = 'manifest.json';

const sealSchema = z.object({ file: z.string().regex(/^[\w.-]+$/), bytes: z.number(), sha256: z.string() });
const manifestSchema = z.object({
  format: z.literal(FORMAT),
  generation: z.number(),
  files: z.record(z.string(), sealSchema),
});

/** Parts of a snapshot by name (`lexical`, `vectors`, `model`). */
export type SnapshotParts = Map<string, Packed>;

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

/** The parts, all hashes checked; or why there is no snapshot of this generation to trust. */
export function readSnapshot(
  dir: string,
  generation: number,
): { parts: SnapshotParts } | { refused: string } {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(join(dir, MANIFEST), 'utf8'));
  } catch {
    return { refused: 'there is no readable manifest' };
  }
  const manifest = manifestSchema.safeParse(json);
  if (!manifest.success) return { refused: 'the manifest is of another version or damaged' };
  if (manifest.data.generation !== generation) {
    return { refused: `the snapshot is of generation ${manifest.data.generation}, not ${generation}` };
  }
  const parts: SnapshotParts = new Map();
  for (const [name, seal] of Object.entries(manifest.data.files)) {
    const file = readSealed(dir, seal);
    if ('refused' in file) return file;
    parts.set(name, unpackSections(file.bytes));
  }
  return { parts };
}
