import type { EvidenceFeature } from './evidence.ts';

export const EVIDENCE_WEIGHTS: Readonly<Record<EvidenceFeature | 'bias', number>> = {
  strength: 8.8,
  alike: 2.676,
  near: 0.97,
  sentence: 0.141,
  dense: 9.105,
  unknown: -1.332,
  outstanding: 0.419,
  words: 2.797,
  bias: -10.934,
};
