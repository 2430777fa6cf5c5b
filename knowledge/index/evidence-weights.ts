import type { EvidenceFeature } from './evidence.ts';

/**
 * Written by `node test/bench/evidence.ts --write` on 2026-11-25: log odds that a corpus answers a question. Each set
 * is reported with weights that were trained on the others; the weights below were trained on all.
 *
 *     trained on the other sets  AUROC: NQ  other sets  % NQ at 90 %  own threshold: % answered  % NQ  right or wrong
 *     squad2-dev-half            0.966      0.981       10.5          82.4                       5.3   0.754
 *     covid-qa                   0.987      0.985       2.5           93.8                       3.2   -
 *     covid-faq                  0.971      0.952       3.5           88.1                       2.3   -
 *     cranfield                  0.998      0.996       0.667         100.0                      7.5   -
 *     scifact                    0.969      0.960       8.3           86.8                       6.2   -
 *     cacm                       0.959      0.945       5.3           90.4                       5.3   -
 *     mean                       0.975      0.970       5.1           90.2                       5.0   0.754
 */
export const EVIDENCE_WEIGHTS: Readonly<Record<EvidenceFeature | 'bias', number>> = {
  strength: 5.147,
  alike: 2.126,
  near: 2.029,
  sentence: 0.183,
  dense: 7.513,
  unknown: -1.583,
  outstanding: 0.782,
  words: 1.673,
  bias: -7.830,
};
