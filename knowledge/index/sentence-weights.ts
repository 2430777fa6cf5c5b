import type { SentenceFeature } from './sentence-features.ts';

/**
 * Written by `node test/bench/train-reranker.ts --write` on 2026-11-25: log odds of a sentence to hold the answer. Each
 * set is reported with weights that were trained on the other; the weights below were trained on both.
 *
 *     sentence          @1      @3      trained on the other set
 *     squad2-dev-half   0.7472  0.8743
 *     covid-qa          0.4594  0.6058
 */
export const SENTENCE_WEIGHTS: Readonly<Record<SentenceFeature, number>> = {
  cover: 0.024,
  alike: 0.558,
  crumb: 1.303,
  before: 1.89,
  alikeBefore: 1.816,
  alikeAfter: 1.692,
  special: 1.078,
  bigrams: 0.163,
  near: 0.573,
  passage: 1.521,
  passageCover: 1.489,
  first: 0.23,
  long: -0.096,
  dense: 0.835,
  kind: 1.156,
};
