import type { Fault } from './modes.ts';

/** One number for all models, or one by model name (`*` for the rest). */
export type Dims = number | Record<string, number>;

const DEFAULT_DIMS = 64;

export function dimsOf(dims: Dims | undefined, model: string): number {
  if (dims === undefined || typeof dims === 'number') return dims ?? DEFAULT_DIMS;
  return dims[model] ?? dims['*'] ?? DEFAULT_DIMS;
}

/**
 * Deterministic unit vectors: each word adds ±1 at a hashed position, so texts that share words are near.
 * The model's name salts the hash, so vectors of two models do not match although their length may.
 */
export function embedText(text: string, dims: number, model: string): number[] {
  const vector = new Array<number>(dims).fill(0);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [''];
  for (const word of words) {
    const hash = fnv1a(`${model}\0${word}`);
    const position = (hash >>> 1) % dims;
    vector[position] = (vector[position] ?? 0) + (hash & 1 ? 1 : -1);
  }
  const length = Math.hypot(...vector);
  // Opposite signs at one position can cancel a short text out; a real model never sends a zero vector.
  if (length === 0) return vector.with(0, 1);
  return vector.map((value) => value / length);
}

/** `null` stands for a vector that the answer leaves empty; an entry keeps the index of its text. */
export type IndexedVector = { index: number; vector: number[] | null };

/** The vectors of a batch, spoilt as the mode says. */
export function embedBatch(texts: string[], dims: number, model: string, fault: Fault): IndexedVector[] {
  const other = fault.dims ?? Math.max(1, dims - 1);
  const vectors = texts.map(
    (text, index): IndexedVector => ({ index, vector: embedText(text, dims, model) }),
  );
  const last = vectors.length - 1;
  switch (fault.mode) {
    case 'e-dims':
      return texts.map((text, index) => ({ index, vector: embedText(text, other, model) }));
    case 'e-mixed':
      return vectors.with(last, { index: last, vector: embedText(texts[last] ?? '', other, model) });
    case 'e-nan':
      return vectors.with(last, { index: last, vector: (vectors[last]?.vector ?? []).with(0, Number.NaN) });
    case 'e-null':
      return vectors.with(last, { index: last, vector: null });
    case 'e-zero':
      return vectors.with(last, { index: last, vector: new Array<number>(dims).fill(0) });
    case 'e-count':
      return vectors.slice(0, -1);
    case 'e-order':
      return vectors.toReversed();
    default:
      return vectors;
  }
}

/** The packed form that the OpenAI client asks for: little-endian float32. */
export function toBase64(vector: number[]): string {
  return Buffer.from(new Float32Array(vector).buffer).toString('base64');
}

/** Fowler–Noll–Vo 1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
