import type { SentenceFeature } from './sentence-features.ts';

/**
 * Written by `node test/bench/train-reranker.ts --write` on 2026-11-25: log odds of a sentence to hold the answer. Each
 * set is reported with weights that were trained on the other; the weights below were trained on both.
 *
 *     sentence          @1      @3      trained on the other set
 *     squad2-dev-half   0.7500  0.8750
 *     covid-qa          0.4601  0.6014
 */
export const SENTENCE_WEIGHTS: Readonly<Record<SentenceFeature, number>> = {
  cover: 0.215,
  alike: 0.539,
  crumb: 1.188,
  before: 1.971,
  alikeBefore: 1.748,
  alikeAfter: 1.62,
  special: 1.019,
  bigrams: 0.21,
  near: 0.609,
  passage: 1.629,
  passageCover: 1.038,
  first: 0.335,
  long: 0.06,
  dense: 0.684,
  kind: 1.199,
};
