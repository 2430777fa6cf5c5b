import { fnv1a32 } from '../../core/text/hashes.ts';
import { duplicateLimits } from './limits.ts';

const EMPTY = 0xffffffff;

/**
 * A MinHash signature by one permutation (Li, Owen, Zhang 2012): every shingle of words is hashed once, its low bits
 * choose a place, and each place keeps the smallest of the rest. Places that stay empty borrow from the next filled one
 * (densification by rotation, Shrivastava and Li 2014). The share of equal places of two signatures estimates the
 * Jaccard likeness of their shingles. Null for a text with too few words.
 */
export function signatureOf(texts: Iterable<string>): Uint32Array | null {
  const { shingle, values, words, fewestWords } = duplicateLimits;
  const signature = new Uint32Array(values).fill(EMPTY);
  const recent = new Uint32Array(shingle);
  let count = 0;
  for (const text of texts) {
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
      recent[count % shingle] = fnv1a32(word);
      count += 1;
      if (count >= shingle) place(signature, shingleHash(recent, count, shingle));
      if (count >= words) break;
    }
    if (count >= words) break;
  }
  if (count < fewestWords) return null;
  return filled(signature);
}

/** Share of places in which two signatures agree: about the share of shingles in common. */
export function likeness(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let at = 0; at < a.length; at += 1) if (a[at] === b[at]) same += 1;
  return same / a.length;
}

/** Hash of the last words in their order, mixed well (the finaliser of MurmurHash3). */
function shingleHash(recent: Uint32Array, count: number, shingle: number): number {
  let hash = 0;
  for (let at = 0; at < shingle; at += 1)
    hash = (Math.imul(hash, 0x9e3779b1) + (recent[(count + at) % shingle] ?? 0)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function place(signature: Uint32Array, hash: number): void {
  const at = hash % signature.length;
  const rest = Math.floor(hash / signature.length);
  if (rest < (signature[at] ?? EMPTY)) signature[at] = rest;
}

/** Empty places take the value of the next filled one, told apart by how far it was. */
function filled(signature: Uint32Array): Uint32Array {
  const whole = signature.slice();
  for (let at = 0; at < whole.length; at += 1) {
    if (signature[at] !== EMPTY) continue;
    let step = 1;
    while (step < whole.length && signature[(at + step) % whole.length] === EMPTY) step += 1;
    whole[at] = ((signature[(at + step) % whole.length] ?? 0) + Math.imul(step, 0x9e3779b1)) >>> 0;
  }
  return whole;
}
