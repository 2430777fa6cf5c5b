import { type Detector, matching } from './detector.ts';
import { toxicLists } from './toxic-words.ts';

/** One pattern a list: whole words, any white space inside a phrase. */
function patternOf(words: readonly string[]): RegExp {
  const parts = words.map((word) =>
    word
      .replace(/\*$/, '')
      .replace(/[.?+^$()[\]{}|\\]/g, '\\$&')
      .replaceAll(' ', '\\s+')
      .concat(word.endsWith('*') ? '\\p{L}*' : ''),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

/** Hateful, threatening and foul language, by word lists. */
export const toxicity: readonly Detector[] = toxicLists.map(({ rule, atLeast, words }) => {
  const pattern = patternOf(words);
  return { kind: 'toxicity', rule, atLeast, masked: false, find: (text) => matching(text, pattern) };
});
