import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, headerOf, type Packed, SECTION_TYPES } from './packed-file.ts';
import type { FileSeal } from './verified-file.ts';

/** Bytes of a section that stayed in the file, from `start` on. */
export type LeftSection = { bytes: number; read(start: number, into: Uint8Array): void };

const CHUNK = 1 << 18;

/**
 * Reads a sealed file of `packSections` in small pieces, its hash checked as ever, and keeps only the sections that
 * `leaves` does not name; the others are read where they lie, as long as the process lives.
 */
export function readLean(
  dir: string,
  seal: FileSeal,
  leaves: (section: string) => boolean,
): { packed: Packed; left: Map<string, LeftSection> } | { refused: string } {
  let file: number;
  try {
    file = openSync(join(dir, seal.file), 'r');
  } catch {
    return { refused: `${seal.file} is missing or cannot be read` };
  }
  try {
    if (fstatSync(file).size !== seal.bytes) return refuse(file, `${seal.file} has another size`);
    const length = new DataView(pieceOf(file, 0, 4).buffer).getUint32(0, true);
    const { meta, entries } = headerOf(pieceOf(file, 4, Math.min(length, seal.bytes)));
    const from = 4 + length;
    const packed: Packed = { meta, sections: new Map() };
    const left = new Map<string, LeftSection>();
    const rooms = entries.flatMap((entry) => {
      const { name, type, at, length: elements } = entry;
      if (leaves(name)) {
        left.set(name, { bytes: bytesOf(entry), read: (start, into) => fill(file, from + at + start, into) });
        return [];
      }
      const section = new SECTION_TYPES[type](elements);
      packed.sections.set(name, section);
      return [{ at: from + at, bytes: new Uint8Array(section.buffer) }];
    });
    if (hashAndFill(file, seal.bytes, rooms) !== seal.sha256)
      return refuse(file, `${seal.file} has another hash`);
    return { packed, left };
  } catch {
    return refuse(file, `${seal.file} cannot be read`);
  }
}

type Room = { at: number; bytes: Uint8Array };

/** One pass over the file: its hash, and what lies in it copied to the rooms, which are in the file's order. */
function hashAndFill(file: number, size: number, rooms: Room[]): string {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(CHUNK);
  let first = 0;
  for (let at = 0; at < size; at += CHUNK) {
    const piece = chunk.subarray(0, Math.min(CHUNK, size - at));
    fill(file, at, piece);
    hash.update(piece);
    const end = at + piece.length;
    for (let i = first; i < rooms.length; i++) {
      const room = rooms[i] as Room;
      const start = Math.max(room.at, at);
      const stop = Math.min(room.at + room.bytes.length, end);
      if (start < stop) room.bytes.set(piece.subarray(start - at, stop - at), start - room.at);
      if (room.at >= end) break;
      if (room.at + room.bytes.length <= end && i === first) first++;
    }
  }
  return hash.digest('hex');
}

function bytesOf({ type, length }: Entry): number {
  return length * SECTION_TYPES[type].BYTES_PER_ELEMENT;
}

function pieceOf(file: number, at: number, bytes: number): Uint8Array {
  const piece = new Uint8Array(bytes);
  fill(file, at, piece);
  return piece;
}

function fill(file: number, position: number, into: Uint8Array): void {
  for (let at = 0; at < into.length; ) {
    const read = readSync(file, into, at, into.length - at, position + at);
    if (read === 0) throw new RangeError('the file ends early');
    at += read;
  }
}

function refuse(file: number, refused: string): { refused: string } {
  closeSync(file);
  return { refused };
}
