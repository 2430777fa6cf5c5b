import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { isCommonWord } from './stop-words.ts';

/**
 * How a term came out of its token. Every form is indexed; only `base` counts towards a text's length. `common` is a
 * word of every sentence (`the`), `whole` a compound written as one (`max-cost`, `max_cost` and
 * `maxCost` all give `maxcost`), `piece` a part of a camel-case name, which says less and weighs less in a question.
 */
export type TermForm = 'base' | 'common' | 'whole' | 'piece';

export type AnalyzedTerm = { term: string; form: TermForm };

/** Reduces a lower-case word to its stem. The seam for stemmers by detected language. */
export type Stem = (word: string) => string;

const ASCII = /^[\x20-\x7e]*$/;
const MARKS = /\p{M}+/gu;
const LATIN = /^[\p{Script=Latin}\p{M}\p{N}]+$/u;
const CAMEL = /[\p{Ll}\d]\p{Lu}/u;
const CAMEL_PIECES = /\p{Lu}?[\p{Ll}\d]+|\p{Lu}+(?!\p{Ll})/gu;
const JOINTS = /[-_.‐‑]+/u;
const PLAIN_WORD = /^[a-z]+$/;
const CONTRACTION = /^(?:t|re|ll|ve|d|m|s)$/;

/** Stems of the words met last: a stem costs 2 µs, and questions and texts share their words. */
const stems = new Map<string, string>();
const MOST_STEMS = 20_000;

/** English Snowball on plain words; anything with a digit or a foreign letter stays as it is. */
export function englishStem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (!PLAIN_WORD.test(word)) return word;
  if (stems.size >= MOST_STEMS) stems.clear();
  const stem = stemEnglish(word);
  stems.set(word, stem);
  return stem;
}

/** The terms of one raw token of `scanTokens`, base forms in order, then the others. Pure. */
export function analyzeToken(raw: string, stem: Stem = englishStem): AnalyzedTerm[] {
  const plain = ASCII.test(raw) ? raw : raw.normalize('NFKC').replace(/’/g, "'");
  const pieces: AnalyzedTerm[] = [];
  const bases: string[] = [];
  for (const part of plain.split(JOINTS)) {
    if (part === '') continue;
    bases.push(...wordsOf(part));
    if (CAMEL.test(part)) {
      for (const piece of part.match(CAMEL_PIECES) ?? []) {
        if (piece.length > 1) pieces.push({ term: stem(fold(piece)), form: 'piece' });
      }
    }
  }
  const [only] = bases;
  if (bases.length === 1 && only !== undefined && isCommonWord(only))
    return [{ term: stem(only), form: 'common' }];
  const terms: AnalyzedTerm[] = bases.map((base) => ({ term: stem(base), form: 'base' }));
  if (bases.length > 1) terms.push({ term: stem(wholeOf(plain)), form: 'whole' });
  return [...terms, ...pieces];
}

/** `company's` is company, `don't` is dont, `l'avion` is avion: what follows the apostrophe decides. */
function wordsOf(part: string): string[] {
  const cut = part.indexOf("'");
  if (cut < 0) return [fold(part)];
  const [head = '', ...rest] = part.split("'");
  const tail = rest.join('');
  if (tail.toLowerCase() === 's') return [fold(head)];
  if (CONTRACTION.test(tail.toLowerCase())) return [fold(head + tail)];
  if (head.length <= 2) return [fold(tail)];
  return [fold(head), fold(tail)];
}

/** The compound in one word. Dots beside a digit stay, so that `2.3` is not `23`. */
function wholeOf(raw: string): string {
  const text = raw.replace(/'s$/i, '').replace(/'/g, '');
  return fold(text.replace(/(?<=\d)\.(?=\d)/g, '\u0001').replace(/[-_.‐‑]+/gu, '')).replaceAll('\u0001', '.');
}

/** Lower case; accents fall off Latin letters, where people leave them out, and stay elsewhere. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower) || !LATIN.test(lower)) return lower;
  return lower.normalize('NFD').replace(MARKS, '').normalize('NFC');
}
