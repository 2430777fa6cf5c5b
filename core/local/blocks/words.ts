import { editsBetween } from '../../text/words/edits-between.ts';
import { meaningOf } from '../../text/words/meaning-words.ts';
import { englishStem } from '../../text/words/stem-to-search.ts';
import { isStopWord } from '../../text/words/stop-words-to-search.ts';

const UNSPACED = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const TOKEN = /[\p{L}\p{N}]+(?:[_'’.](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*/gu;

/** The words of a text as they are compared: lower case, without accents and common endings. */
export function wordsOf(text: string): Set<string> {
  if (UNSPACED.test(text)) return meaningOf(text);
  const found = new Set<string>();
  for (const token of tokensOf(text)) {
    found.add(stemOf(token));
    // A name of several pieces is found by each: `settings.json`.
    if (/[_.]/.test(token))
      for (const piece of token.split(/[_.]/)) if (piece.length > 2) found.add(stemOf(piece));
  }
  return found;
}

/** The words of a question that its answer should be about; those of form count only where there are no others. */
export function contentOf(question: string): string[] {
  const telling = tellingOf(question);
  return telling.length > 0 ? telling : [...new Set(tokensOf(question).map(stemOf))];
}

/** The same without those of form; none where a question points back with all it says. */
export function tellingOf(question: string): string[] {
  if (UNSPACED.test(question)) return [...meaningOf(question)];
  const telling = tokensOf(question).filter(
    (token) => !isFormWord(token) && (token.length > 1 || /\d/.test(token)),
  );
  return [...new Set(telling.map(stemOf))];
}

/** All words of a text in order, as they are compared. */
export function stemsOf(text: string): string[] {
  return tokensOf(text).map(stemOf);
}

function tokensOf(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .match(TOKEN) ?? []
  );
}

/** English words and misspellings that say how is asked and not about what, beside the stop words. */
const FORM = new Set(
  `abt best better bring cause causes compare define definition detail details difference different differ explain find
first found good happen happened happening happens hav long lot mine name normal normally old pls plz point quick quickly short sort sorts still thx type types u versus vs wat wehn wher wich work works`.split(
    /\s+/,
  ),
);

function isFormWord(token: string): boolean {
  return isStopWord(token) || FORM.has(token);
}

function stemOf(word: string): string {
  if (/\d/.test(word)) return word.replace(/[,.](?=\d{3}(?!\d))/g, '');
  return englishStem(word.replace(/['’](?:s|t|re|ve|ll|d|m)?$/, '').replace(/['’]/g, ''));
}

/** Whether two words are one, written alike: a letter more, less, other or swapped in a word of five, two in one of eight, unless `strict`. */
export function alike(one: string, other: string, strict = false): boolean {
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  // A letter typed twice: `gymm`.
  if (!strict && short.length >= 3 && long.length > short.length && undoubled(long) === undoubled(short))
    return true;
  if (short.length < 4 || /\d/.test(one) || /\d/.test(other)) return false;
  const allowed = !strict && short.length >= 8 ? 2 : 1;
  if (long.length - short.length > allowed || short[0] !== long[0]) return false;
  return editsBetween(short, long, allowed) <= allowed;
}

const undoubled = (word: string): string => word.replace(/([^\d])\1+/gu, '$1');
