import type { StringTable } from './string-table.ts';

/**
 * How alike two terms are written, from 64-bit signatures of their character trigrams: relatives that stemming leaves
 * apart (`photosynthesis`, `photosynthetic`), compounds and slips of the pen.
 */
export type Signature = { low: number; high: number };

/** Trigrams of `^term$`, each one bit of 64. */
export function signatureOf(term: string): Signature {
  let low = 0;
  let high = 0;
  let [first, second] = [0x5e, term.charCodeAt(0)];
  for (let i = 1; i <= term.length; i++) {
    const third = i < term.length ? term.charCodeAt(i) : 0x24;
    const hash = Math.imul((Math.imul(first, 31) + second) * 31 + third, 0x9e3779b1) >>> 26;
    if (hash < 32) low |= 1 << hash;
    else high |= 1 << (hash - 32);
    [first, second] = [second, third];
  }
  return { low, high };
}

/** Dice coefficient of two signatures, 0..1. */
export function likeness(a: Signature, b: Signature): number {
  const common = ones(a.low & b.low) + ones(a.high & b.high);
  if (common === 0) return 0;
  const all = ones(a.low) + ones(a.high) + ones(b.low) + ones(b.high);
  return (2 * common) / all;
}

/** Set bits of a 32-bit number. */
export function ones(bits: number): number {
  let x = bits - ((bits >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The first two characters as one number, never 0: terms that are written alike begin alike. */
export function startOf(term: string): number {
  return (((term.charCodeAt(0) & 0xff) << 8) | (term.length > 1 ? term.charCodeAt(1) & 0xff : 0)) + 1;
}

/** Starts and signatures of a table's terms by number, each worked out when first asked for. */
type Signatures = { startOf(term: number): number; read(term: number, into: Signature): void };

export function createSignatures(terms: StringTable): Signatures {
  let bits = new Int32Array(0);
  let starts = new Uint32Array(0);
  const workOut = (term: number): void => {
    if (term >= starts.length) {
      const room = Math.max(terms.size, term + 1) + SPARE;
      const moreBits = new Int32Array(room * 2);
      const moreStarts = new Uint32Array(room);
      moreBits.set(bits);
      moreStarts.set(starts);
      [bits, starts] = [moreBits, moreStarts];
    }
    const text = terms.get(term);
    const { low, high } = signatureOf(text);
    starts[term] = startOf(text);
    bits[term * 2] = low;
    bits[term * 2 + 1] = high;
  };
  return {
    startOf(term) {
      if ((starts[term] ?? 0) === 0) workOut(term);
      return starts[term] as number;
    },
    read(term, into) {
      if ((starts[term] ?? 0) === 0) workOut(term);
      into.low = bits[term * 2] as number;
      into.high = bits[term * 2 + 1] as number;
    },
  };
}

const SPARE = 1024;
