import { WORD_FEATURES } from './candidate-features.ts';

/** Every feature of a candidate; `RERANKER` says how each is scaled and weighed. */
export const RERANK_FEATURES = [...WORD_FEATURES, 'fused', 'meaning'] as const;
export type RerankFeature = (typeof RERANK_FEATURES)[number];
