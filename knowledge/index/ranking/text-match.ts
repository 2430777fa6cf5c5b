import { irregularForms } from '../../../core/text/words/stem-to-search.ts';
import { likeness, type Signature, signatureOf } from '../words/term-signature.ts';
import { createTokenReader, type TokenReader, type TokenReading } from '../words/token-reader.ts';
import { scanTokens } from '../words/tokenize.ts';
import type { ParsedQuestion } from './question.ts';
import { LIKENESS } from './weights.ts';

/**
 * A place in a text where a term of the question stands (`likeness` 1), or a word written like it (below 1); `term`
 * indexes `question.terms`.
 */
export type Match = { start: number; term: number; likeness: number };

/** Finds a question's terms in texts. One matcher a question: it remembers what tokens came to. */
export type Matcher = (text: string) => Match[];

/**
 * A matcher over the original text; `reader` remembers tokens from question to question. Stemming keeps the first two
 * letters but for irregular words, so plain tokens that start otherwise than every term and its irregular forms are
 * passed over without being analysed: that is most of a text.
 */
export function createMatcher(question: ParsedQuestion, reader: TokenReader = createTokenReader()): Matcher {
  const byTerm = new Map(question.terms.map((term, index) => [term.text, index]));
  const starts = new Uint8Array(128 * 128);
  for (const { text } of question.terms) {
    for (const word of [text, ...irregularForms(text)]) {
      const start = startOf(word, 0, word.length);
      if (start !== NOT_ASCII) starts[start] = 1;
    }
  }
  const thirds = thirdLetters(question);
  const signatures = question.terms.map(({ text }) =>
    text.length < LIKENESS.fewestLetters ? null : signatureOf(text),
  );
  const read = reader.asAny(question.languages);
  const memo = new Map<TokenReading, Meant[]>();

  const meantBy = (forms: TokenReading['first']): Meant[] => {
    const meant: Meant[] = [];
    for (const { term } of forms) {
      const index = byTerm.get(term);
      if (index !== undefined) meant.push({ term: index, likeness: 1 });
    }
    return meant;
  };
  /** The one term that a word is written most like, if any. */
  const likest = (own: Signature): Meant[] => {
    let best: Meant | null = null;
    signatures.forEach((signature, term) => {
      const much = signature === null ? 0 : likeness(own, signature);
      if (much >= (best?.likeness ?? LIKENESS.least)) best = { term, likeness: Math.min(much, 0.99) };
    });
    return best === null ? [] : [best];
  };
  const termsOf = (text: string, start: number, end: number, hash: number): Meant[] => {
    const reading = read(text, start, end, hash);
    const known = memo.get(reading);
    if (known !== undefined) return known;
    let meant = meantBy(reading.first);
    if (meant.length === 0 && mayMeanElsewhere(text, start, end, thirds)) {
      for (const forms of reading.others()) {
        meant = meantBy(forms);
        if (meant.length > 0) break;
      }
    }
    if (meant.length === 0 && reading.signature !== null) meant = likest(reading.signature);
    memo.set(reading, meant);
    return meant;
  };

  return (text) => {
    const matches: Match[] = [];
    scanTokens(text, (start, end, hash) => {
      if (!mayHold(text, start, end, starts)) return;
      for (const { term, likeness: much } of termsOf(text, start, end, hash)) {
        matches.push({ start, term, likeness: much });
      }
    });
    return matches;
  };
}

type Meant = Omit<Match, 'start'>;

const NOT_ASCII = -1;

/** Bits of the third letters of the question's terms, by the two before; `ANY_THIRD` where a term has none. */
function thirdLetters({ terms }: ParsedQuestion): Map<number, number> {
  const thirds = new Map<number, number>();
  for (const word of terms.flatMap(({ text }) => [text, ...irregularForms(text)])) {
    const start = startOf(word, 0, word.length);
    const third = word.length > 2 ? letterBit(word.charCodeAt(2)) : ANY_THIRD;
    thirds.set(start, (thirds.get(start) ?? 0) | third);
  }
  return thirds;
}

/**
 * Whether a plain word can come to one of the terms as a word of another language; other tokens always may. No stemmer
 * moves the third letter further than this: it stays, it is the fourth once a doubled one is gone, or `i` for `y`.
 */
function mayMeanElsewhere(text: string, start: number, end: number, thirds: Map<number, number>): boolean {
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (!(isSmall(unit) || (i === start && isCapital(unit)))) return true;
  }
  const wanted = thirds.get(startOf(text, start, end)) ?? 0;
  if (end - start < 3 || (wanted & ANY_THIRD) !== 0) return wanted !== 0;
  const third = text.charCodeAt(start + 2);
  let held = letterBit(third);
  if (end - start > 3) held |= letterBit(text.charCodeAt(start + 3));
  if (third === LETTER_Y) held |= letterBit(LETTER_I);
  return (wanted & held) !== 0;
}

function isSmall(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

/** One bit for each small letter, and one for whatever else. */
function letterBit(unit: number): number {
  return isSmall(unit) ? 1 << (unit - 0x61) : ANY_THIRD;
}

const ANY_THIRD = 1 << 26;
const [LETTER_I, LETTER_Y] = [0x69, 0x79];

/** The first two characters in lower case as one number; accents and other scripts have no shortcut. */
function startOf(text: string, start: number, end: number): number {
  return pairOf(text.charCodeAt(start), end - start > 1 ? text.charCodeAt(start + 1) : 0);
}

function pairOf(first: number, second: number): number {
  return first > 127 || second > 127 ? NOT_ASCII : lowered(first) * 128 + lowered(second);
}

function lowered(unit: number): number {
  return isCapital(unit) ? unit + 32 : unit;
}

function isCapital(unit: number): boolean {
  return unit >= 0x41 && unit <= 0x5a;
}

/**
 * Whether a token, or a part of it (after a joiner, from a capital on), starts like one of the terms. A part of one
 * letter also starts the compound: `e-mail` is `e`, `mail` and `email`.
 */
function mayHold(text: string, start: number, end: number, starts: Uint8Array): boolean {
  let atStart = true;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 127) return true;
    if (!isAlphanumeric(unit)) {
      atStart = true;
      continue;
    }
    if (atStart || isCapital(unit)) {
      const second = i + 1 < end ? text.charCodeAt(i + 1) : 0;
      if (second > 127 || starts[pairOf(unit, second)] === 1) return true;
      if (second !== 0 && !isAlphanumeric(second)) {
        const third = i + 2 < end ? text.charCodeAt(i + 2) : 0;
        if (third > 127 || starts[pairOf(unit, 0)] === 1 || starts[pairOf(unit, third)] === 1) return true;
      }
    }
    atStart = false;
  }
  return false;
}

function isAlphanumeric(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || isCapital(unit);
}

/** Share of the question's idf that the marked terms hold, 0..1; only telling ones count. */
export function coverageOf(question: ParsedQuestion, has: (term: number) => boolean): number {
  let total = 0;
  let held = 0;
  question.terms.forEach((term, index) => {
    if (!term.telling) return;
    total += term.idf;
    if (has(index)) held += term.idf;
  });
  return total > 0 ? held / total : 0;
}
