import type { EvidenceFeature } from './evidence.ts';

/**
 * Written by `node test/bench/evidence.ts --write` on 2026-11-25: log odds that a corpus answers a question. Each set
 * is reported with weights that were trained on the others; the weights below were trained on all.
 *
 *     trained on the other sets  AUROC: NQ  other sets  % NQ at 90 %  % others  own threshold: % answered  % NQ  right or wrong
 *     squad2-dev-half            0.966      0.985       8.7           4.4       81.8                       5.8   0.818
 *     covid-qa                   0.991      0.992       2.2           0.568     97.8                       6.7   0.869
 *     covid-faq                  0.989      0.991       2.0           1.1       83.6                       1.000 -
 *     cranfield                  0.999      0.999       0.667         0.613     100.0                      5.0   -
 *     scifact                    0.976      0.976       4.2           4.3       93.4                       6.7   -
 *     cacm                       0.973      0.958       3.8           6.5       90.4                       6.5   -
 *     mean                       0.982      0.984       3.6           2.9       91.2                       5.3   0.844
 */
export const EVIDENCE_WEIGHTS: Readonly<Record<EvidenceFeature | 'bias', number>> = {
  strength: 2.088,
  alike: 1.578,
  near: 1.372,
  dense: 3.443,
  bigrams: 1.159,
  unknown: -0.821,
  rare: -2.039,
  toldByPassage: 0.321,
  toldBySentence: 0.339,
  toldByOne: -0.541,
  topical: 0.407,
  burst: 0.709,
  bias: -2.128,
};
