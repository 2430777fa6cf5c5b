import { stemmer } from '@orama/stemmers/english';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';

/** The 33 stop words that Lucene's English analyser leaves out. */
const STOP = new Set(
  `a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to
  was will with`.split(/\s+/),
);

/**
 * The baseline: BM25 as every search library has it. Title and text in one field, k1 1.2, b .75, lower case, Snowball
 * English, Lucene's stop words left out, repeats of the question's words added up. Independent of Docent's index.
 */
export function createPlainBm25(passages: IndexedPassage[]): (text: string, k: number) => number[] {
  const texts = passages.map(({ title, headings, text }) => tokens(`${title} ${headings.join(' ')} ${text}`));
  const average = texts.reduce((sum, words) => sum + words.length, 0) / texts.length;
  const postings = new Map<string, Map<number, number>>();
  texts.forEach((words, at) => {
    for (const word of words) {
      const places = postings.get(word) ?? new Map<number, number>();
      places.set(at, (places.get(at) ?? 0) + 1);
      postings.set(word, places);
    }
  });
  return (text, k) => {
    const scores = new Map<number, number>();
    for (const word of tokens(text)) {
      const places = postings.get(word);
      if (places === undefined) continue;
      const idf = Math.log(1 + (texts.length - places.size + 0.5) / (places.size + 0.5));
      for (const [at, times] of places) {
        const norm = 1.2 * (0.25 + (0.75 * (texts[at]?.length ?? 0)) / average);
        scores.set(at, (scores.get(at) ?? 0) + (idf * times * 2.2) / (times + norm));
      }
    }
    const ranked = [...scores].sort((a, b) => b[1] - a[1]).slice(0, k);
    return ranked.flatMap(([at]) => passages[at]?.id ?? []);
  };
}

function tokens(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !STOP.has(word))
    .map((word) => stemmer(word));
}
