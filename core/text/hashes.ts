import { createHash } from 'node:crypto';

/** Start value and step of FNV-1a, 32 bits (Fowler, Noll, Vo), for who hashes a span while reading it. */
export const FNV_SEED = 0x811c9dc5;
export const FNV_PRIME = 0x01000193;

/**
 * FNV-1a over UTF-16 units, an unsigned 32-bit number: small, quick and the same everywhere. Texts can be made to
 * collide, so nothing that must be safe rests on it. Another `seed` gives another hash of the same text.
 */
export function fnv1a32(text: string, seed = 0): number {
  let hash = FNV_SEED ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

/** SHA-256 of a text in UTF-8, or of bytes, as 64 hexadecimal digits. */
export function sha256Hex(data: string | NodeJS.ArrayBufferView): string {
  return createHash('sha256').update(data).digest('hex');
}
