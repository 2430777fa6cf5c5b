import type { Language } from '../../../core/text/languages/language-to-search.ts';
import { stemOf } from '../../../core/text/words/stem-to-search.ts';
import { isCommonWord } from '../../../core/text/words/stop-words-to-search.ts';

/**
 * How a term came out of its token. Every form is indexed; only `base` counts towards a text's length. `common` is a
 * word of every sentence (`the`), `whole` a compound written as one (`max-cost`, `max_cost` and
 * `maxCost` all give `maxcost`), `piece` a part of a camel-case name, which says less and weighs less in a question.
 */
export type TermForm = 'base' | 'common' | 'whole' | 'piece';

export type AnalyzedTerm = { term: string; form: TermForm };

const ASCII = /^[\x20-\x7e]*$/;
const MARKS = /\p{M}+/gu;
const LATIN = /^[\p{Script=Latin}\p{M}\p{N}]+$/u;
const CAMEL = /[\p{Ll}\d]\p{Lu}/u;
const CAMEL_PIECES = /\p{Lu}?[\p{Ll}\d]+|\p{Lu}+(?!\p{Ll})/gu;
const JOINTS = /[-_.‐‑]+/u;
const CONTRACTION = /^(?:t|re|ll|ve|d|m|s)$/;

/**
 * A word in lower case as a term. English loses its accents before the stem, as people leave them out; other languages
 * after it, since their stemmers know endings by them.
 */
function termOf(lower: string, language: Language): string {
  return language === 'en' ? stemOf(fold(lower), 'en') : fold(stemOf(lower, language));
}

/** The terms of one raw token of `scanTokens`, base forms in order, then the others, stemmed as words of `language`. Pure. */
export function analyzeToken(raw: string, language: Language = 'en'): AnalyzedTerm[] {
  const plain = ASCII.test(raw) ? raw : raw.normalize('NFKC').replace(/’/g, "'");
  const pieces: AnalyzedTerm[] = [];
  const bases: string[] = [];
  for (const part of plain.split(JOINTS)) {
    if (part === '') continue;
    bases.push(...wordsOf(part));
    if (CAMEL.test(part)) {
      for (const piece of part.match(CAMEL_PIECES) ?? []) {
        if (piece.length > 1) pieces.push({ term: termOf(piece.toLowerCase(), language), form: 'piece' });
      }
    }
  }
  const [only] = bases;
  if (bases.length === 1 && only !== undefined && language === 'en' && isCommonWord(fold(only)))
    return [{ term: termOf(only, language), form: 'common' }];
  const terms: AnalyzedTerm[] = bases.map((base) => ({ term: termOf(base, language), form: 'base' }));
  if (bases.length > 1) terms.push({ term: termOf(wholeOf(plain), language), form: 'whole' });
  return [...terms, ...pieces];
}

/** `company's` is company, `don't` is dont, `l'avion` is avion: what follows the apostrophe decides. */
function wordsOf(part: string): string[] {
  const cut = part.indexOf("'");
  if (cut < 0) return [part.toLowerCase()];
  const [head = '', ...rest] = part.split("'");
  const tail = rest.join('');
  if (tail.toLowerCase() === 's') return [head.toLowerCase()];
  if (CONTRACTION.test(tail.toLowerCase())) return [(head + tail).toLowerCase()];
  if (head.length <= 2) return [tail.toLowerCase()];
  return [head.toLowerCase(), tail.toLowerCase()];
}

/** The compound in one word. Dots beside a digit stay, so that `2.3` is not `23`. */
function wholeOf(raw: string): string {
  const text = raw.replace(/'s$/i, '').replace(/'/g, '');
  const joined = text.replace(/(?<=\d)\.(?=\d)/g, '\u0001').replace(/[-_.‐‑]+/gu, '');
  return joined.toLowerCase().replaceAll('\u0001', '.');
}

/** Lower case; accents fall off Latin letters, where people leave them out, and stay elsewhere. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower) || !LATIN.test(lower)) return lower;
  return lower.normalize('NFD').replace(MARKS, '').normalize('NFC');
}
