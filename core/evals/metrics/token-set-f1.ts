import { squadWords } from '../answer-f1.ts';

/** HELM's `f1_score`, 0..1: overlap of the sets of normalised words. A word counts once, however often it occurs. */
export function tokenSetF1(given: string, expected: string): number {
  const [a, b] = [new Set(squadWords(given)), new Set(squadWords(expected))];
  const same = [...a].filter((word) => b.has(word)).length;
  return same === 0 ? 0 : (2 * same) / (a.size + b.size);
}
