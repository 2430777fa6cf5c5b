import { FNV_PRIME, FNV_SEED } from '../../../core/text/hashes.ts';
import { classOfCodePoint, classOfUnit, JOINER, PAIRED, SURROGATE, WORD } from './characters.ts';

/** Receives one raw token: its span in the text and the `fnv1a32` of its characters. */
export type TokenSink = (start: number, end: number, hash: number) => void;

/** Longer tokens (hashes, base64, a file without spaces) are cut here: nobody types more of them. */
export const MAX_TOKEN = 64;

const PLUS = 0x2b;
const HASH_SIGN = 0x23;

/**
 * Cuts a text into raw tokens, in order: runs of letters, digits and marks with single joiners inside
 * (`--max-cost` gives `max-cost`, `v2.3.` gives `v2.3`), `c++` and `c#` with their signs, and overlapping
 * pairs for scripts without spaces. Case and accents stay: `analyze.ts` decides what a token means.
 */
export function scanTokens(text: string, sink: TokenSink): void {
  const length = text.length;
  let i = 0;
  while (i < length) {
    const kind = classOfUnit(text.charCodeAt(i));
    if (kind === WORD) i = scanWord(text, i, sink);
    else if (kind === PAIRED) i = scanPairs(text, i, sink);
    else if (kind === SURROGATE) {
      const wide = wideClass(text, i);
      i = wide === WORD ? scanWord(text, i, sink) : wide === PAIRED ? scanPairs(text, i, sink) : i + 2;
    } else i++;
  }
}

function scanWord(text: string, start: number, sink: TokenSink): number {
  const length = text.length;
  let hash = FNV_SEED;
  let i = start;
  while (i < length) {
    const unit = text.charCodeAt(i);
    const kind = classOfUnit(unit);
    if (kind === JOINER) {
      if (i + 1 >= length || !startsWord(text, i + 1)) break;
    } else if (kind === SURROGATE) {
      if (wideClass(text, i) !== WORD) break;
      hash = Math.imul(hash ^ unit, FNV_PRIME);
      i++;
      if (i >= length) break;
    } else if (kind !== WORD) break;
    if (i - start >= MAX_TOKEN) {
      sink(start, i, hash >>> 0);
      // Joined runs go on as a next token; a solid run is dropped up to its end.
      while (i < length && startsWord(text, i)) i++;
      return i;
    }
    hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
    i++;
  }
  const signs = signsAt(text, i);
  for (let s = 0; s < signs; s++) hash = Math.imul(hash ^ text.charCodeAt(i + s), FNV_PRIME);
  sink(start, i + signs, hash >>> 0);
  return i + signs;
}

/** Two for `++`, one for `#`, where they end a word; otherwise none. */
function signsAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit !== PLUS && unit !== HASH_SIGN) return 0;
  if (unit === PLUS && text.charCodeAt(at + 1) !== PLUS) return 0;
  const signs = unit === PLUS ? 2 : 1;
  return at + signs < text.length && startsWord(text, at + signs) ? 0 : signs;
}

function scanPairs(text: string, start: number, sink: TokenSink): number {
  let first = start;
  let second = next(text, first);
  let pairs = 0;
  while (second < text.length && unitsClass(text, second) === PAIRED) {
    const end = next(text, second);
    emit(text, first, end, sink);
    first = second;
    second = end;
    pairs++;
  }
  if (pairs === 0) emit(text, start, second, sink);
  return second;
}

function emit(text: string, start: number, end: number, sink: TokenSink): void {
  let hash = FNV_SEED;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  sink(start, end, hash >>> 0);
}

function next(text: string, at: number): number {
  return classOfUnit(text.charCodeAt(at)) === SURROGATE && at + 1 < text.length ? at + 2 : at + 1;
}

function wideClass(text: string, at: number): number {
  return classOfCodePoint(text.codePointAt(at) ?? 0);
}

function unitsClass(text: string, at: number): number {
  const kind = classOfUnit(text.charCodeAt(at));
  return kind === SURROGATE ? wideClass(text, at) : kind;
}

function startsWord(text: string, at: number): boolean {
  return unitsClass(text, at) === WORD;
}
