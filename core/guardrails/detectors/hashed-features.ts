import { fnv1a32 } from '../../text/hashes.ts';
import { wordsOf } from '../../text/words/words-to-compare.ts';
import { toxicKinds, toxicMatches } from './toxic-matches.ts';

/** Buckets of the hashed word and character pieces; the word lists' features follow them. */
export const BUCKETS = 2 ** 14;
export const FEATURES = BUCKETS + toxicKinds.length * 2 + 1;
/** A long text says no more than its first words. */
const MOST_WORDS = 400;

/**
 * A text as the toxicity model sees it: words, pairs of words and pieces of 3 to 5 characters inside words, hashed, weighted
 * by 1 + ln(count) and brought to length 1; then for each word list whether it is hit and how densely; then a constant.
 */
export function hashedFeatures(text: string): Map<number, number> {
  const words = wordsOf(text).slice(0, MOST_WORDS);
  const counts = new Map<number, number>();
  const add = (piece: string, seed: number): void => {
    const bucket = fnv1a32(piece, seed) % BUCKETS;
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  };
  words.forEach((word, at) => {
    add(word, 1);
    const next = words[at + 1];
    if (next !== undefined) add(`${word} ${next}`, 2);
    const padded = `<${word}>`;
    for (let size = 3; size <= 5; size += 1)
      for (let from = 0; from + size <= padded.length; from += 1) add(padded.slice(from, from + size), size);
  });
  let norm = 0;
  for (const [bucket, count] of counts) {
    const weight = 1 + Math.log(count);
    counts.set(bucket, weight);
    norm += weight * weight;
  }
  const features = new Map<number, number>();
  for (const [bucket, weight] of counts) features.set(bucket, weight / Math.sqrt(norm));
  const hits = toxicMatches(text);
  toxicKinds.forEach((kind, at) => {
    const count = hits.filter((hit) => hit.kind === kind).length;
    if (count === 0) return;
    features.set(BUCKETS + at * 2, 0.5);
    features.set(BUCKETS + at * 2 + 1, Math.min(1, Math.log1p((20 * count) / Math.max(8, words.length)) / 2));
  });
  features.set(FEATURES - 1, 0.3);
  return features;
}
