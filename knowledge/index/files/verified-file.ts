import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../../core/errors.ts';

/** What a file must be for it to be loaded. */
export type FileSeal = { file: string; bytes: number; sha256: string };

/** Bytes that are read, written and hashed at a time: no call of Node takes more than 2 GB. */
const PIECE = 1 << 24;

const REBUILD = 'The index is rebuilt from the store; free some disk space if this comes again.';

/**
 * Seals a file that someone else wrote (`write` gets the temporary path; native libraries report no write
 * errors): size checked, read again and hashed, fsync, renamed to its place. The name holds the start of
 * the hash, so a new state never overwrites the one that the present manifest names.
 */
export function sealFile(
  dir: string,
  stem: string,
  expected: number,
  write: (path: string) => void,
): FileSeal {
  const temporary = join(dir, `${stem}.tmp`);
  try {
    write(temporary);
    const bytes = statSync(temporary).size;
    if (bytes < expected) {
      throw new AppError('index.short-write', `${stem}: ${bytes} of ${expected} bytes were written`, REBUILD);
    }
    const sha256 = hashOfPath(temporary);
    syncPath(temporary);
    const file = `${stem}-${sha256.slice(0, 16)}.bin`;
    renameSync(temporary, join(dir, file));
    syncPath(dir);
    return { file, bytes, sha256 };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** `sealFile` for bytes of our own, compared with what the disk gives back. */
export function writeSealed(dir: string, stem: string, pieces: readonly Uint8Array[]): FileSeal {
  const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const sealed = sealFile(dir, stem, bytes, (path) => writePieces(path, pieces));
  if (sealed.sha256 === hashOf(pieces)) return sealed;
  rmSync(join(dir, sealed.file), { force: true });
  throw new AppError('index.bad-write', `${stem} differs from what was written`, REBUILD);
}

/** The bytes of a sealed file, read into `allocate`'s room if given; or why it cannot be trusted. */
export function readSealed(
  dir: string,
  seal: FileSeal,
  allocate: (bytes: number) => Uint8Array = (bytes) => new Uint8Array(bytes),
): { bytes: Uint8Array } | { refused: string } {
  let bytes: Uint8Array;
  try {
    const path = join(dir, seal.file);
    if (statSync(path).size !== seal.bytes) return { refused: `${seal.file} has another size` };
    bytes = allocate(seal.bytes);
    readInto(path, bytes);
  } catch {
    return { refused: `${seal.file} is missing or cannot be read` };
  }
  if (hashOf([bytes]) !== seal.sha256) return { refused: `${seal.file} has another hash` };
  return { bytes };
}

/** Why a sealed file cannot be trusted, or null; for whoever reads it without us: nothing of it stays in memory. */
export function checkSealed(dir: string, seal: FileSeal): { refused: string } | null {
  const path = join(dir, seal.file);
  try {
    if (statSync(path).size !== seal.bytes) return { refused: `${seal.file} has another size` };
    return hashOfPath(path) === seal.sha256 ? null : { refused: `${seal.file} has another hash` };
  } catch {
    return { refused: `${seal.file} is missing or cannot be read` };
  }
}

/** Whether a value from a manifest is a seal, of a file in the manifest's own directory. */
export function isFileSeal(value: unknown): value is FileSeal {
  if (typeof value !== 'object' || value === null) return false;
  const { file, bytes, sha256 } = value as Record<string, unknown>;
  const named = typeof file === 'string' && /^[a-z]+-[0-9a-f]{16}\.bin$/.test(file);
  return named && Number.isSafeInteger(bytes) && typeof sha256 === 'string';
}

function readInto(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'r');
  try {
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(file, bytes, at, Math.min(PIECE, bytes.length - at), null);
      if (read === 0) throw new RangeError('the file ends early');
      at += read;
    }
  } finally {
    closeSync(file);
  }
}

/** Replaces a small file in one step: readers see the old or the new one, whole. */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.tmp`;
  writePieces(temporary, [Buffer.from(text, 'utf8')]);
  syncPath(temporary);
  renameSync(temporary, path);
  syncPath(dirname(path));
}

function writePieces(path: string, pieces: readonly Uint8Array[]): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; )
        at += writeSync(file, piece, at, Math.min(PIECE, piece.length - at));
    }
  } finally {
    closeSync(file);
  }
}

function syncPath(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function hashOf(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PIECE) hash.update(piece.subarray(at, at + PIECE));
  }
  return hash.digest('hex');
}

/** The hash of a file as it lies on the disk, whatever its size. */
function hashOfPath(path: string): string {
  const hash = createHash('sha256');
  const room = new Uint8Array(PIECE);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, room); read > 0; read = readSync(file, room))
      hash.update(room.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
