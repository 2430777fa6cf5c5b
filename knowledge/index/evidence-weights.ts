import type { EvidenceFeature } from './evidence.ts';

/**
 * Written by `node test/bench/evidence.ts --write` on 2026-11-25: log odds that a corpus answers a question. Each set
 * is reported with weights that were trained on the others; the weights below were trained on all.
 *
 *     trained on the other sets  AUROC: NQ  other sets  % NQ at 90 %  own threshold: % answered  % NQ  right or wrong
 *     squad2-dev-half            0.965      0.981       10.8          82.4                       5.5   0.754
 *     covid-qa                   0.987      0.986       2.7           93.6                       3.5   -
 *     covid-faq                  0.972      0.951       3.7           82.4                       1.3   -
 *     cranfield                  0.998      0.996       0.667         100.0                      4.8   -
 *     scifact                    0.968      0.957       8.5           87.4                       6.3   -
 *     cacm                       0.957      0.944       5.7           86.5                       5.5   -
 *     mean                       0.974      0.969       5.3           88.7                       4.5   0.754
 */
export const EVIDENCE_WEIGHTS: Readonly<Record<EvidenceFeature | 'bias', number>> = {
  strength: 5.22,
  alike: 2.27,
  near: 2.105,
  sentence: 0.162,
  dense: 6.906,
  unknown: -1.599,
  outstanding: 0.808,
  words: 1.695,
  bias: -7.785,
};
