import type { EvidenceFeature } from './evidence.ts';

/**
 * Written by `node test/bench/evidence.ts --write` on 2026-11-25: log odds that a corpus answers a question. Each set
 * is reported with weights that were trained on the others; the weights below were trained on all.
 *
 *     trained on the other sets  AUROC: NQ  other sets  % NQ at 90 %  % others  own threshold: % answered  % NQ  right or wrong
 *     squad2-dev-half            0.967      0.985       8.7           4.4       81.8                       5.7   0.818
 *     covid-qa                   0.991      0.992       2.2           0.568     98.0                       6.3   0.869
 *     covid-faq                  0.989      0.991       2.0           1.1       84.0                       1.000 -
 *     cranfield                  0.999      0.998       0.500         0.613     100.0                      5.0   -
 *     scifact                    0.976      0.976       4.8           4.8       93.4                       7.0   -
 *     cacm                       0.973      0.958       4.5           6.9       90.4                       6.5   -
 *     mean                       0.982      0.983       3.8           3.1       91.3                       5.3   0.844
 */
export const EVIDENCE_WEIGHTS: Readonly<Record<EvidenceFeature | 'bias', number>> = {
  strength: 2.095,
  alike: 1.579,
  near: 1.381,
  dense: 3.448,
  bigrams: 1.155,
  unknown: -0.82,
  rare: -2.051,
  toldByPassage: 0.321,
  toldBySentence: 0.339,
  toldByOne: -0.548,
  topical: 0.411,
  burst: 0.692,
  bias: -2.102,
};
