import { transportCost } from './transport.ts';

/** The tokens of a text, each with a vector and a weight: its inverse document frequency, or 1. */
export type Tokens = { vectors: readonly (readonly number[])[]; weights: readonly number[] };

export type BertScore = { precision: number; recall: number; f1: number };

/** What precision, recall and F1 are of texts that have nothing to do with each other, by model, layer and language. */
export type Baseline = readonly [number, number, number];

/**
 * BERTScore over any token vectors: each token's nearest on the other side, by cosine. A baseline rescales, as in
 * bert_score: what it is of unrelated texts becomes 0.
 */
export function bertScore(
  hypothesis: Tokens,
  reference: Tokens,
  [ofPrecision, ofRecall, ofF1]: Baseline = [0, 0, 0],
): BertScore {
  const [ours, theirs] = [units(hypothesis.vectors), units(reference.vectors)];
  const precision = nearest(ours, theirs, hypothesis.weights);
  const recall = nearest(theirs, ours, reference.weights);
  const sum = precision + recall;
  // Of opposite signs the harmonic mean says nothing.
  const f1 = sum === 0 || precision * recall < 0 ? 0 : (2 * precision * recall) / sum;
  return {
    precision: rescale(precision, ofPrecision),
    recall: rescale(recall, ofRecall),
    f1: rescale(f1, ofF1),
  };
}

export const rescale = (score: number, baseline: number): number => (score - baseline) / (1 - baseline);

/** Inverse document frequencies of tokens over the references, each a list of tokens; `unseen` is that of any other. */
export function inverseFrequencies(references: readonly (readonly string[])[]): {
  of: Map<string, number>;
  unseen: number;
} {
  const counts = new Map<string, number>();
  for (const tokens of references)
    for (const token of new Set(tokens)) counts.set(token, (counts.get(token) ?? 0) + 1);
  const idf = (count: number): number => Math.log((references.length + 1) / (count + 1));
  return { of: new Map([...counts].map(([token, count]) => [token, idf(count)])), unseen: idf(0) };
}

function nearest(from: number[][], to: number[][], weights: readonly number[]): number {
  const shares = shareOut(weights);
  return from.reduce(
    (sum, one, at) => sum + (shares[at] ?? 0) * Math.max(...to.map((other) => dot(one, other))),
    0,
  );
}

/** MoverScore over any token vectors: 1 less what it costs to turn one text's tokens into the other's. */
export function moverScore(hypothesis: Tokens, reference: Tokens): number {
  const [ours, theirs] = [units(hypothesis.vectors), units(reference.vectors)];
  const cost = ours.map((one) => theirs.map((other) => distance(one, other)));
  return 1 - transportCost(shareOut(hypothesis.weights), shareOut(reference.weights), cost);
}

function shareOut(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, one) => total + one, 0);
  return weights.map((one) => (sum === 0 ? 1 / weights.length : one / sum));
}

function units(vectors: readonly (readonly number[])[]): number[][] {
  return vectors.map((vector) => {
    const length = Math.sqrt(dot(vector, vector));
    return vector.map((value) => (length === 0 ? 0 : value / length));
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0));
}
