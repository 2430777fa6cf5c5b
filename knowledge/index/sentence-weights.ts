import type { SentenceFeature } from './sentence-features.ts';

/**
 * Written by `node test/bench/train-reranker.ts --write` on 2026-11-24: log odds of a sentence to hold the answer. Each
 * set is reported with weights that were trained on the other; the weights below were trained on both.
 *
 *     sentence          @1      @3      trained on the other set
 *     squad2-dev-half   0.7361  0.8750
 *     covid-qa          0.4435  0.5703
 */
export const SENTENCE_WEIGHTS: Readonly<Record<SentenceFeature, number>> = {
  cover: 0.154,
  alike: 0.567,
  crumb: 1.301,
  before: 1.963,
  alikeBefore: 1.756,
  alikeAfter: 1.639,
  special: 0.938,
  bigrams: 0.373,
  near: 0.608,
  passage: 1.497,
  passageCover: 1.396,
  first: 0.296,
  long: 0.158,
  dense: 0.673,
  kind: 0.923,
};
