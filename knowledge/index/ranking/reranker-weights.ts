import type { RerankFeature } from './rerank-features.ts';

/** How a feature counts: as it is, or stretched to 0..1 over the candidates of a search (`range`). */
export type Weighed = { feature: RerankFeature; scale: 'plain' | 'range'; weight: number };

/**
 * Written by `node test/bench/train-reranker.ts --write` on 2026-11-25. Each set is reported with weights that were
 * trained on the others; the weights below were trained on all.
 *
 *     nDCG@10           plain BM25  fused   reranked, trained on the other sets
 *     cranfield         0.3596    0.4098    0.4124
 *     cacm              0.4970    0.5311    0.5355
 *     covid-faq         0.6467    0.6952    0.6877
 *     squad2-dev-half   0.8731    0.8789    0.8936
 *     scifact           0.6950    0.7086    0.7110
 *     covid-qa          0.6415    0.6277    0.6667
 *     macro average     0.6188    0.6419    0.6511
 */
export const RERANKER: readonly Weighed[] = [
  { feature: 'fused', scale: 'plain', weight: 7.68 },
  { feature: 'fused', scale: 'range', weight: -0.41 },
  { feature: 'bigrams', scale: 'plain', weight: 0.57 },
  { feature: 'bigrams', scale: 'range', weight: 0.43 },
  { feature: 'near', scale: 'plain', weight: 0.68 },
  { feature: 'close', scale: 'plain', weight: 0.22 },
  { feature: 'run', scale: 'range', weight: 0.06 },
  { feature: 'second', scale: 'plain', weight: 0.09 },
  { feature: 'alikeSentence', scale: 'plain', weight: 1.37 },
  { feature: 'titleMatch', scale: 'plain', weight: 0.13 },
  { feature: 'meaning', scale: 'range', weight: 0.13 },
];
