import { stopWords } from '../rules/stop-words.ts';

const WORD = /\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}]+(?:['’][\p{L}]+)?|\p{L}/gu;
const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** Lower-case words and numbers without accents; Chinese and Japanese runs become pairs of characters. */
export function wordsOf(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  return (folded.match(WORD) ?? []).flatMap((word) => {
    if (!CJK.test(word)) return [word.replace(/['’]s?$/, '')];
    const chars = [...word];
    return chars.length < 2 ? chars : chars.slice(1).map((char, at) => `${chars[at]}${char}`);
  });
}

/** A rough stem: endings of English inflection are cut, so that "booked" meets "booking". */
export function stemOf(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  let stem = word
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(?:sses|xes|ches|shes)$/, (end) => end.slice(0, -2))
    .replace(/(?<=[^su])s$/, '');
  if (stem.length > 5) stem = stem.replace(/(?:ational|ations?|ators?|ated|ating|ate)$/, 'at');
  if (stem.length > 4) stem = stem.replace(/(?:ingly|edly|ings?|ed|ly)$/, '');
  if (stem.length > 6)
    stem = stem.replace(
      /(?:fulness|ousness|iveness|ments?|ness|ance|ence|able|ible|ation|ition|ion|ity|ive|ous|al|er|or)$/,
      '',
    );
  stem = stem.replace(/([bdfglmnprt])\1$/, '$1').replace(/(?<=..)e$/, '');
  return stem.length < 3 ? word : stem.replace(/i$/, 'y');
}

/** Stems of the words that carry meaning, in order. */
export function contentStems(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !stopWords.has(word) && (word.length > 1 || /\p{N}/u.test(word)))
    .map(stemOf);
}
