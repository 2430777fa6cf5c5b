/** What a UTF-16 code unit is to the tokeniser. */
const SEPARATOR = 0;
export const WORD = 1;
/** A script written without spaces, or agglutinated (Korean): cut into overlapping pairs. */
export const PAIRED = 2;
/** Holds a word together when it stands between two word characters: `max-cost`, `v2.3`, `ERR_42`, `don't`. */
export const JOINER = 3;
/** First half of a character outside the Basic Multilingual Plane: ask `classOfCodePoint`. */
export const SURROGATE = 4;

const WORD_PATTERN = /[\p{L}\p{N}\p{M}]/u;
const PAIRED_PATTERN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const JOINERS = new Set(["'", '’', '-', '_', '.', '‐', '‑']);

const UNKNOWN = 255;
const classes = new Uint8Array(1 << 16).fill(UNKNOWN);

/** Class of a UTF-16 code unit. Memoised: the pattern runs once for each distinct unit. */
export function classOfUnit(unit: number): number {
  const known = classes[unit] as number;
  if (known !== UNKNOWN) return known;
  const found = unit >= 0xd800 && unit <= 0xdbff ? SURROGATE : classOfCodePoint(unit);
  classes[unit] = found;
  return found;
}

/** Class of a whole character. */
export function classOfCodePoint(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (JOINERS.has(character)) return JOINER;
  if (!WORD_PATTERN.test(character)) return SEPARATOR;
  return PAIRED_PATTERN.test(character) ? PAIRED : WORD;
}
