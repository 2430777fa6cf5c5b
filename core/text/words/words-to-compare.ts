import { fewMarks } from '../runs.ts';
import { englishStem } from './stem-to-search.ts';
import { stopWords } from './stop-words-to-compare.ts';

const WORD = /\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}]+(?:['’][\p{L}]+)?|\p{L}/gu;
const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** Lower-case words and numbers without accents; Chinese and Japanese runs become pairs of characters. */
export function wordsOf(text: string): string[] {
  const folded = fewMarks(text)
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  return (folded.match(WORD) ?? []).flatMap((word) => {
    if (!CJK.test(word)) return [word.replace(/['’]s?$/, '')];
    const chars = [...word];
    return chars.length < 2 ? chars : chars.slice(1).map((char, at) => `${chars[at]}${char}`);
  });
}

/** Stems of the words that carry meaning, in order. */
export function contentStems(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !stopWords.has(word) && (word.length > 1 || /\p{N}/u.test(word)))
    .map(englishStem);
}
