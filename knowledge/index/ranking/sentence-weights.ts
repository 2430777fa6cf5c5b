import type { SentenceFeature } from './sentence-features.ts';

/**
 * Written by `node test/bench/train-reranker.ts --write` on 2026-11-25: log odds of a sentence to hold the answer. Each
 * set is reported with weights that were trained on the other; the weights below were trained on both.
 *
 *     sentence          @1      @3      trained on the other set
 *     squad2-dev-half   0.7493  0.8764
 *     covid-qa          0.4609  0.6043
 */
export const SENTENCE_WEIGHTS: Readonly<Record<SentenceFeature, number>> = {
  cover: 0.176,
  alike: 0.522,
  crumb: 1.288,
  before: 1.927,
  alikeBefore: 1.722,
  alikeAfter: 1.558,
  special: 1.093,
  bigrams: 0.217,
  near: 0.542,
  passage: 1.61,
  passageCover: 1.173,
  first: 0.317,
  long: -0.034,
  dense: 0.864,
  kind: 1.203,
};
