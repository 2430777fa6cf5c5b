import { englishStem } from '../../core/text/words/stem-to-search.ts';
import { wordsOf } from '../../core/text/words/words-to-compare.ts';

/** The words of a question, stemmed, and its pairs of neighbours; small words tell matters apart, too. */
export function featuresOf(question: string): string[] {
  const words = wordsOf(question).map(englishStem);
  const pairs = words.slice(1).map((word, at) => `${words[at]} ${word}`);
  return [...new Set([...words, ...pairs])];
}

/** A question as numbers of features with their weights; of length 1. */
export type Sparse = { ids: Int32Array; values: Float64Array };

/** Features that training questions have, each with how telling it is. */
export type Vocabulary = { names: string[]; idf: number[]; idOf: ReadonlyMap<string, number> };

/** Vocabulary of these questions: features of `least` questions and more. */
export function vocabularyOf(questions: readonly string[], least: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const question of questions)
    for (const feature of featuresOf(question)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= least).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = kept.map(([name]) => name);
  return withIds(
    names,
    kept.map(([, count]) => Math.log((questions.length + 1) / (count + 0.5))),
  );
}

export function withIds(names: string[], idf: number[]): Vocabulary {
  return { names, idf, idOf: new Map(names.map((name, at) => [name, at])) };
}

/** Null where a question has no feature that the vocabulary knows. */
export function sparseOf(question: string, { idf, idOf }: Vocabulary): Sparse | null {
  const ids = featuresOf(question).flatMap((feature) => idOf.get(feature) ?? []);
  if (ids.length === 0) return null;
  const values = Float64Array.from(ids, (id) => idf[id] ?? 0);
  const length = Math.hypot(...values) || 1;
  return { ids: Int32Array.from(ids), values: values.map((value) => value / length) };
}
