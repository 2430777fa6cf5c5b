import { sentencesToCheck } from '../../text/sentences-to-check.ts';
import { maskedWords, toxicIdioms, toxicLists } from '../rules/toxic-words.ts';
import { type Finding, matching } from './finding.ts';
import { foldDisguise } from './fold.ts';

/** One pattern a list: whole words, any white space inside a phrase. */
export function patternOf(words: readonly string[]): RegExp {
  const parts = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) =>
      word
        .replace(/\*$/, '')
        .replace(/[.?+^$()[\]{}|\\]/g, '\\$&')
        .replaceAll("'", "['’]")
        .replaceAll(' ', '\\s+')
        .concat(word.endsWith('*') ? '\\p{L}*' : ''),
    );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

const patterns = toxicLists.map(({ kind, weight, words }) => ({ kind, weight, pattern: patternOf(words) }));
/** Nobody hides an ordinary word: only these lists are tried on what was disguised. */
const DISGUISED: ReadonlySet<string> = new Set([
  'threat',
  'slur',
  'sexual',
  'minors',
  'self-harm',
  'abuse',
  'swearing',
]);

/** The kinds of the word lists, in the order of the model's features. */
export const toxicKinds: readonly string[] = toxicLists.map(({ kind }) => kind);

/** Every listed word of a text outside the idioms; `confidence` is its list's weight. */
export function toxicMatches(text: string): Finding[] {
  // Signs of equal length stand for idioms, so that offsets stay those of the text.
  return listed(text.replace(toxicIdioms, (idiom) => '·'.repeat(idiom.length)));
}

function listed(text: string): Finding[] {
  return patterns.flatMap(({ kind, weight, pattern }) => matching(text, pattern, kind, weight));
}

/** Sentences in which a listed word was disguised: look-alikes, digits, signs, spaces, stretched letters. */
export function disguisedMatches(text: string): Finding[] {
  return sentencesToCheck(text).flatMap((sentence) => {
    const plain = sentence.text.replace(toxicIdioms, ' ');
    const folded = unmask(foldDisguise(plain) ?? plain);
    if (folded === plain) return [];
    const before = new Map<string, number>();
    for (const { kind } of listed(plain)) before.set(kind, (before.get(kind) ?? 0) + 1);
    return listed(folded)
      .filter(({ kind }) => {
        const seen = before.get(kind) ?? 0;
        before.set(kind, seen - 1);
        return seen <= 0 && DISGUISED.has(kind);
      })
      .map(({ kind, confidence }) => ({ start: sentence.start, end: sentence.end, kind, confidence }));
  });
}

function unmask(text: string): string {
  const short = text.replace(/(\p{L})\1{2,}/gu, '$1');
  return maskedWords.reduce((masked, [pattern, word]) => masked.replace(pattern, word), short);
}
