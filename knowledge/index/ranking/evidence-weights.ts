import type { EvidenceFeature } from './evidence-features.ts';

/**
 * Written by `node test/bench/evidence.ts --write` on 2026-11-25: log odds that a corpus answers a question. Each set
 * is reported with weights that were trained on the others; the weights below were trained on all.
 *
 *     trained on the other sets  AUROC: NQ  other sets  % NQ at 90 %  % others  own threshold: % answered  % NQ  right or wrong
 *     squad2-dev-half            0.966      0.985       9.2           4.4       81.6                       5.8   0.815
 *     covid-qa                   0.992      0.993       2.3           0.852     97.0                       5.2   0.866
 *     covid-faq                  0.986      0.990       3.2           0.852     84.0                       1.3   -
 *     cranfield                  0.999      0.999       0.333         0.613     100.0                      5.7   -
 *     scifact                    0.975      0.977       4.8           4.5       91.0                       5.5   -
 *     cacm                       0.966      0.956       5.3           7.6       90.4                       7.3   -
 *     mean                       0.981      0.983       4.2           3.2       90.7                       5.1   0.841
 */
export const EVIDENCE_WEIGHTS: Readonly<Record<EvidenceFeature | 'bias', number>> = {
  strength: 2.125,
  alike: 1.546,
  near: 1.398,
  dense: 3.581,
  bigrams: 1.196,
  unknown: -0.777,
  rare: -2.149,
  toldByPassage: 0.347,
  toldBySentence: 0.357,
  toldByOne: -0.597,
  topical: 0.413,
  burst: 0.689,
  bias: -2.189,
};
