import type { ParsedQuestion } from '../ranking/question.ts';
import { LIKENESS } from '../ranking/weights.ts';
import type { StringTable } from './string-table.ts';
import { createSignatures, likeness, type Signature, signatureOf, startOf } from './term-signature.ts';

/** A term of the question as features see it; `idf` is weighted: a stop word tells a little. */
export type Asked = {
  id: number;
  text: string;
  idf: number;
  /** False for stop words, which a title need not hold. */
  content: boolean;
};

/** Bits of a mask: what a longer question asks beyond is left to the scores of its words. */
export const MOST_ASKED = 30;

/** The terms of a question in order, without parts of names, which their wholes hold. */
export function askedOf(question: ParsedQuestion): Asked[] {
  return question.terms
    .slice(0, MOST_ASKED)
    .map(({ id, text, idf, weight }) => ({ id, text, idf: idf * Math.min(1, weight), content: weight >= 1 }));
}

/**
 * What each word of the candidates means to one question: the asked term that it is, or is written like. Every distinct
 * word is looked into once.
 */
export type WordTable = {
  /**
   * By term number: 0 = not looked into yet (ask `lookInto`), `NOTHING`, or `MEANS` + the number of the asked term.
   * Frequent terms have low numbers, so what is read most lies together.
   */
  meaning: Uint8Array;
  lookInto(term: number): number;
  /** How alike a word and the asked term are: 1 = the same. */
  likenessOf(term: number): number;
};

export const NOTHING = 1;
export const MEANS = 2;

/** Two terms may share all trigrams and still be two: 1 is the term itself. */
const MOST_ALIKE = 0.99;

/** Makes tables in one place in memory: the one before is overwritten. */
export type WordTables = (asked: readonly Asked[]) => WordTable;

export function createWordTables(terms: StringTable): WordTables {
  const signatures = createSignatures(terms);
  const own: Signature = { low: 0, high: 0 };
  let meaning = new Uint8Array(0);
  let touched: number[] = [];

  return (asked) => {
    // Terms that came since have numbers beyond the end.
    if (meaning.length < terms.size) meaning = new Uint8Array(terms.size + SPARE);
    else for (const term of touched) meaning[term] = 0;
    touched = [];
    const likely = asked.map(({ text }) => signatureOf(text));
    const long = asked.map(({ text }) => text.length >= LIKENESS.fewestLetters);
    const starts = new Set(asked.filter((_, at) => long[at]).map(({ text }) => startOf(text)));
    const likenesses = new Map<number, number>();
    const mean = (term: number, what: number): number => {
      touched.push(term);
      meaning[term] = what;
      return what;
    };
    return {
      meaning,
      likenessOf: (term) => likenesses.get(term) ?? 1,
      lookInto(term) {
        for (let at = 0; at < asked.length; at++) if (asked[at]?.id === term) return mean(term, MEANS + at);
        if (!starts.has(signatures.startOf(term))) return mean(term, NOTHING);
        signatures.read(term, own);
        let [most, like]: [number, number] = [LIKENESS.least, -1];
        for (let at = 0; at < likely.length; at++) {
          const much = long[at] ? likeness(own, likely[at] as Signature) : 0;
          if (much >= most) [most, like] = [much, at];
        }
        if (like < 0) return mean(term, NOTHING);
        likenesses.set(term, Math.min(most, MOST_ALIKE));
        return mean(term, MEANS + like);
      },
    };
  };
}

const SPARE = 4096;
