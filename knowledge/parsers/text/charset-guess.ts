import { type CharsetLetters, charsetLetters, wideLetters } from './charset-letters.ts';
import { decodeStrictly } from './dos-charsets.ts';

/** A charset with how well the text reads in it: 1 = every letter is a usual one, below 0 = nonsense. */
export type Guess = { charset: string; text: string; score: number };

/** What a letter adds to the score of a text. */
const points = {
  common: 1,
  ofCapital: 0.6,
  sign: 0.4,
  other: -0.8,
  broken: -3,
  inWord: -1.5,
  neighbour: -0.7,
  capital: -1.5,
  /** Times this. */
  sprinkled: 0.5,
} as const;
const SPRINKLED = 0.3;
const sampleBytes = 16 * 1024;
const sign = /[–—‘’“”„‚•…€£§°«»·×©®™±½¼¾²³µ´¨\u00a0†‡‰¶]/u;

/** Tries all charsets that the bytes allow and gives the one in which the text reads best; null = in none it reads well. */
export function guessCharset(bytes: Uint8Array): Guess | null {
  const sample = bytes.subarray(0, sampleBytes);
  let best: Guess | null = null;
  const consider = (charset: string, score: number): void => {
    if (score <= 0.1 || (best !== null && score <= best.score)) return;
    const text = decodeStrictly(bytes, charset);
    if (text !== null) best = { charset, text, score };
  };
  for (const letters of charsetLetters) {
    const text = decodeStrictly(sample, letters.charset);
    if (text !== null) consider(letters.charset, singleScore(text, letters) + letters.prior);
  }
  for (const { charset, common, range } of wideLetters) {
    // The sample may end between the two bytes of a character.
    const text = decodeStrictly(sample, charset) ?? decodeStrictly(sample.subarray(0, -1), charset);
    if (text !== null) consider(charset, wideScore(text, common, range));
  }
  return best;
}

function singleScore(text: string, { script, languages }: CharsetLetters): number {
  return Math.max(...languages.map((letters) => languageScore(text, script, letters)));
}

function languageScore(text: string, script: CharsetLetters['script'], letters: string): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char < '\u0080') continue;
    count += 1;
    const before = text.charAt(at - 1);
    const after = text.charAt(at + 1);
    sum += letterPoints(char, script, letters);
    const inWord = isLetter(before) && isLetter(after);
    if (inWord && !isLetter(char) && char !== '’') sum += points.inWord;
    // A capital behind a small letter is no word of any language.
    if (isSmall(before) && isLetter(char) && char.toLowerCase() !== char) sum += points.capital;
    if (script === 'latin' && before >= '\u0080' && isLetter(before) && isLetter(char))
      sum += points.neighbour;
    if (script === 'other' && isLetter(char) && (isAsciiLetter(before) || isAsciiLetter(after)))
      sum += points.inWord;
  }
  if (count === 0) return 0;
  // Words of another script in an English text are rarer than a sign or an accent in it.
  const sprinkled = script === 'other' && count < (text.match(/[a-z]/gi)?.length ?? 0) * SPRINKLED;
  return (sum / count) * (sprinkled ? points.sprinkled : 1);
}

/** Of scripts whose every letter is beyond ASCII, the frequent ones tell most. */
function letterPoints(char: string, script: CharsetLetters['script'], letters: string): number {
  const small = char.toLowerCase();
  const place = letters.indexOf(small);
  if (place >= 0) {
    const worth = script === 'latin' ? points.common : points.common * (1.25 - place / letters.length);
    return small === char ? worth : worth * points.ofCapital;
  }
  if (sign.test(char)) return points.sign;
  return /[\p{Cc}\p{Co}\p{Cn}\ufffd]/u.test(char) ? points.broken : points.other;
}

function wideScore(text: string, common: string, range: RegExp): number {
  let sum = 0;
  let count = 0;
  for (const char of text) {
    if (char < '\u0080') continue;
    count += 1;
    if (/[\p{Cc}\p{Co}\p{Cn}\ufffd]/u.test(char)) sum += points.broken;
    else if (/[\uff61-\uff9f]/.test(char)) sum += points.other;
    else if (common.includes(char)) sum += points.common;
    else if (range.test(char)) sum += 0.8;
    else if (/\p{Script=Han}/u.test(char)) sum += 0.1;
    else sum += points.other;
  }
  // Texts of these languages are made of such characters, not sprinkled with them.
  return count < 4 || count < text.length * 0.05 ? 0 : sum / count;
}

function isLetter(char: string): boolean {
  return /\p{L}|\p{M}/u.test(char);
}

function isSmall(char: string): boolean {
  return char === char.toLowerCase() && char !== char.toUpperCase();
}

function isAsciiLetter(char: string): boolean {
  return /[a-z]/i.test(char) && char !== '';
}
