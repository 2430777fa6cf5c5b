import type { ParsedQuestion } from './question.ts';
import { likeness, type Signature, type Signatures, signatureOf } from './term-signature.ts';
import { LIKENESS } from './weights.ts';

/** A term of the question as features see it; `idf` is weighted: a stop word tells a little. */
export type Asked = { id: number; text: string; idf: number };

/** Bits of a mask: what a longer question asks beyond is left to the scores of its words. */
export const MOST_ASKED = 30;

/** The terms of a question in order, without parts of names, which their wholes hold. */
export function askedOf(question: ParsedQuestion): Asked[] {
  return question.terms
    .slice(0, MOST_ASKED)
    .map(({ id, text, idf, weight }) => ({ id, text, idf: idf * Math.min(1, weight) }));
}

/**
 * What each word of the candidates means to one question: the asked term that it is, or is written like. Every distinct
 * word is looked into once.
 */
export type WordTable = {
  /** Slot of a term number; the arrays below are indexed by it. */
  slotOf(term: number): number;
  /** Asked term that the word is or is written like, or -1; and how alike they are: 1 = the same. */
  term: Int8Array;
  likeness: Float32Array;
};

const SLOTS = 1 << 14;
/** From here on unknown words share the last slot, which means nothing. */
const FULL = SLOTS - (SLOTS >> 2);
const NOTHING = SLOTS;
/** Two terms may share all trigrams and still be two: 1 is the term itself. */
const MOST_ALIKE = 0.99;

export type WordTables = (asked: readonly Asked[]) => WordTable;

/** Makes tables in one place in memory: the one before is overwritten. */
export function createWordTables(signatures: Signatures): WordTables {
  const keys = new Int32Array(SLOTS);
  const meant = new Int8Array(SLOTS + 1).fill(-1);
  const alike = new Float32Array(SLOTS + 1);
  const own: Signature = { low: 0, high: 0 };

  return (asked) => {
    keys.fill(-1);
    let used = 0;
    const wanted = asked.map(({ text }) => ({
      ...signatureOf(text),
      long: text.length >= LIKENESS.fewestLetters,
    }));

    const fill = (slot: number, term: number): void => {
      meant[slot] = -1;
      for (let at = 0; at < asked.length; at++) {
        if (asked[at]?.id !== term) continue;
        meant[slot] = at;
        alike[slot] = 1;
        return;
      }
      signatures.read(term, own);
      let most: number = LIKENESS.least;
      for (let at = 0; at < wanted.length; at++) {
        const other = wanted[at] as (typeof wanted)[number];
        const much = other.long ? likeness(own, other) : 0;
        if (much < most) continue;
        most = much;
        meant[slot] = at;
        alike[slot] = Math.min(much, MOST_ALIKE);
      }
    };

    return {
      term: meant,
      likeness: alike,
      slotOf(term) {
        let slot = Math.imul(term, 0x9e3779b1) >>> 18;
        while (true) {
          const key = keys[slot] as number;
          if (key === term) return slot;
          if (key < 0) {
            if (used >= FULL) return NOTHING;
            used++;
            keys[slot] = term;
            fill(slot, term);
            return slot;
          }
          slot = (slot + 1) & (SLOTS - 1);
        }
      },
    };
  };
}
