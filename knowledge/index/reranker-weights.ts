import type { RerankFeature } from './reranker.ts';

/** How a feature counts: as it is, or stretched to 0..1 over the candidates of a search (`range`). */
export type Weighed = { feature: RerankFeature; scale: 'plain' | 'range'; weight: number };

/**
 * Written by `node test/bench/train-reranker.ts --write` on 2026-11-24. Each set is reported with weights that were
 * trained on the others; the weights below were trained on all.
 *
 *     nDCG@10           plain BM25  fused   reranked, trained on the other sets
 *     cranfield         0.3596    0.4025    0.4060
 *     cacm              0.4970    0.5396    0.5455
 *     covid-faq         0.6467    0.6961    0.6881
 *     squad2-dev-half   0.8731    0.8801    0.8922
 *     scifact           0.6950    0.7077    0.7065
 *     covid-qa          0.6415    0.6368    0.6683
 *     macro average     0.6188    0.6438    0.6511
 */
export const RERANKER: readonly Weighed[] = [
  { feature: 'fused', scale: 'plain', weight: 7.584 },
  { feature: 'fused', scale: 'range', weight: -0.519 },
  { feature: 'bigrams', scale: 'plain', weight: 0.716 },
  { feature: 'bigrams', scale: 'range', weight: 0.399 },
  { feature: 'near', scale: 'plain', weight: 0.58 },
  { feature: 'close', scale: 'plain', weight: 0.231 },
  { feature: 'run', scale: 'range', weight: 0.08 },
  { feature: 'second', scale: 'plain', weight: -0.092 },
  { feature: 'alikeSentence', scale: 'plain', weight: 1.275 },
  { feature: 'titleMatch', scale: 'plain', weight: 0.089 },
  { feature: 'meaning', scale: 'range', weight: 0.427 },
];
