import {
  brierScore,
  calibrationError,
  equalMassEdges,
  equalWidthEdges,
  type Prediction,
} from './calibration-error.ts';
import { applyPlatt, fitPlatt, type Platt } from './platt-scaling.ts';
import { selectiveAccuracy } from './selective-accuracy.ts';

export type Calibration = {
  n: number;
  accuracy: number | null;
  /** Ten bins of equal mass, as HELM; null = not measured. */
  ece10: number | null;
  /** One bin: how far the mean probability is from the accuracy. */
  ece1: number | null;
  /** Ten bins of equal width, the textbook's. */
  ece10EqualWidth: number | null;
  selectiveArea: number | null;
  selectiveAt10: number | null;
  brier: number | null;
  /** With the error that is left after it; null where it cannot be fitted. */
  platt: (Platt & { ece10: number }) | null;
  warnings: string[];
};

/** Below so many items HELM calls its calibration numbers unreliable. */
const FEW_ITEMS = 300;

const NOT_MEASURED = {
  ...{ accuracy: null, ece10: null, ece1: null, ece10EqualWidth: null },
  ...{ selectiveArea: null, selectiveAt10: null, brier: null, platt: null },
} as const;

/** How far a system's certainty can be believed. `null` predictions: it gave no probabilities, so nothing is measured. */
export function measureCalibration(predictions: readonly Prediction[] | null): Calibration {
  if (predictions === null || predictions.length === 0)
    return { n: 0, ...NOT_MEASURED, warnings: ['Not measured: there are no probabilities.'] };
  const edges = equalMassEdges(
    predictions.map(({ probability }) => probability),
    10,
  );
  const { area, at10 } = selectiveAccuracy(predictions);
  const certain = predictions.every(({ probability }) => probability === 1);
  // All 1 means log-probabilities of 0: the server gave none, and a fit would be one of nothing.
  const platt = certain ? null : fitPlatt(predictions);
  return {
    n: predictions.length,
    accuracy: predictions.filter(({ correct }) => correct).length / predictions.length,
    ece10: calibrationError(predictions, edges),
    ece1: calibrationError(predictions, [1]),
    ece10EqualWidth: calibrationError(predictions, equalWidthEdges(10)),
    selectiveArea: area,
    selectiveAt10: at10,
    brier: brierScore(predictions),
    platt: platt === null ? null : { ...platt, ece10: errorAfter(platt, predictions) },
    warnings: [
      ...(predictions.length < FEW_ITEMS
        ? [`${predictions.length} items are few: below ${FEW_ITEMS} these numbers move much by chance.`]
        : []),
      ...(certain
        ? ['All probabilities are 1: a server that gives no log-probabilities looks like this.']
        : []),
      ...(platt === null && !certain ? ['Platt scaling has no finite fit to these items.'] : []),
    ],
  };
}

function errorAfter(platt: Platt, predictions: readonly Prediction[]): number {
  const scaled = predictions.map((one) => applyPlatt(platt, one));
  const edges = equalMassEdges(
    scaled.map(({ probability }) => probability),
    10,
  );
  return calibrationError(scaled, edges);
}
