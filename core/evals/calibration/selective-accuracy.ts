import type { Prediction } from './calibration-error.ts';

/**
 * Accuracy where only the surest answers are given, as HELM computes it: `area` is the mean over k of the accuracy of
 * the k surest, `at10` that of the first floor(n / 10) + 1. Equal probabilities keep their order.
 */
export function selectiveAccuracy(predictions: readonly Prediction[]): { area: number; at10: number } {
  const surest = [...predictions].sort((a, b) => b.probability - a.probability);
  let [right, area, at10] = [0, 0, 0];
  const tenth = Math.floor(surest.length / 10) + 1;
  for (const [at, { correct }] of surest.entries()) {
    right += Number(correct);
    area += right / (at + 1) / surest.length;
    if (at + 1 === tenth) at10 = right / tenth;
  }
  return { area, at10 };
}
