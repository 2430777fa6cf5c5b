import type { EvidenceFeature } from './evidence.ts';

/**
 * Written by `node test/bench/evidence.ts --write` on 2026-11-25: log odds that a corpus answers a question. Each set
 * is reported with weights that were trained on the others; the weights below were trained on all.
 *
 *     trained on the other sets  AUROC: NQ  other sets  % NQ at 90 %  % others  own threshold: % answered  % NQ  right or wrong
 *     squad2-dev-half            0.967      0.985       8.3           4.4       69.8                       2.3   0.818
 *     covid-qa                   0.991      0.992       2.2           0.568     95.4                       3.3   0.867
 *     covid-faq                  0.990      0.991       2.0           1.1       88.5                       1.000 -
 *     cranfield                  0.999      0.999       0.667         0.613     100.0                      5.7   -
 *     scifact                    0.976      0.976       4.3           4.0       87.2                       3.5   -
 *     cacm                       0.973      0.958       3.8           6.7       90.4                       6.3   -
 *     mean                       0.982      0.984       3.6           2.9       88.6                       3.7   0.843
 */
export const EVIDENCE_WEIGHTS: Readonly<Record<EvidenceFeature | 'bias', number>> = {
  strength: 2.077,
  alike: 1.572,
  near: 1.364,
  dense: 3.625,
  bigrams: 1.159,
  unknown: -0.823,
  rare: -2.029,
  toldByPassage: 0.324,
  toldBySentence: 0.333,
  toldByOne: -0.563,
  topical: 0.407,
  burst: 0.71,
  bias: -2.125,
};
