import type { RerankFeature } from './reranker.ts';

/** How a feature counts: as it is, or stretched to 0..1 over the candidates of a search (`range`). */
export type Weighed = { feature: RerankFeature; scale: 'plain' | 'range'; weight: number };

/**
 * Written by `node test/bench/train-reranker.ts --write` on 2026-11-25. Each set is reported with weights that were
 * trained on the others; the weights below were trained on all.
 *
 *     nDCG@10           plain BM25  fused   reranked, trained on the other sets
 *     cranfield         0.3596    0.4106    0.4120
 *     cacm              0.4970    0.5463    0.5532
 *     covid-faq         0.6467    0.6898    0.6873
 *     squad2-dev-half   0.8731    0.8758    0.8894
 *     scifact           0.6950    0.7080    0.7119
 *     covid-qa          0.6415    0.6288    0.6647
 *     macro average     0.6188    0.6432    0.6531
 */
export const RERANKER: readonly Weighed[] = [
  { feature: 'fused', scale: 'plain', weight: 7.698 },
  { feature: 'fused', scale: 'range', weight: -0.39 },
  { feature: 'bigrams', scale: 'plain', weight: 0.643 },
  { feature: 'bigrams', scale: 'range', weight: 0.43 },
  { feature: 'near', scale: 'plain', weight: 0.627 },
  { feature: 'close', scale: 'plain', weight: 0.286 },
  { feature: 'run', scale: 'range', weight: 0.018 },
  { feature: 'second', scale: 'plain', weight: 0.023 },
  { feature: 'alikeSentence', scale: 'plain', weight: 1.261 },
  { feature: 'titleMatch', scale: 'plain', weight: 0.135 },
  { feature: 'meaning', scale: 'range', weight: 0.225 },
];
