/** ASCII punctuation, as Python's `string.punctuation` lists it. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
/** Whole words; JavaScript's `\b` would see one inside "ña". */
const ARTICLES = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/**
 * Normalises as SQuAD's evaluation does (Rajpurkar et al. 2016): lower case, without punctuation and articles,
 * white space collapsed. Returns the words.
 */
export function squadWords(text: string): string[] {
  return text
    .toLowerCase()
    .replace(PUNCTUATION, '')
    .replace(ARTICLES, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/**
 * Word-overlap F1 of two texts, 0..1 (SQuAD's second metric): words count as often as they occur on both sides.
 * When one side has no words it is 1 if both have none, else 0 (SQuAD 2.0).
 */
export function squadF1(given: string, expected: string): number {
  const [a, b] = [squadWords(given), squadWords(expected)];
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const word of b) left.set(word, (left.get(word) ?? 0) + 1);
  let same = 0;
  for (const word of a) {
    const count = left.get(word) ?? 0;
    if (count > 0) same += 1;
    left.set(word, count - 1);
  }
  if (same === 0) return 0;
  const [precision, recall] = [same / a.length, same / b.length];
  return (2 * precision * recall) / (precision + recall);
}
