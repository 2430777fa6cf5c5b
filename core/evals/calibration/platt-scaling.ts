import type { Prediction } from './calibration-error.ts';

/** A logistic regression of being right on the log odds; 1 and 0 = well calibrated. */
export type Platt = { coefficient: number; intercept: number };

/** As upstream: probabilities of 0 and 1 have no log odds. */
const NEAREST = 1e-12;
const MOST_STEPS = 100;

const logOdds = (probability: number): number => {
  const inside = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
  return Math.log(inside / (1 - inside));
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Fits Platt's scaling (1999) by Newton's method; null where no finite fit exists or all log odds are alike. */
export function fitPlatt(predictions: readonly Prediction[]): Platt | null {
  const right = predictions.filter(({ correct }) => correct).length;
  if (right === 0 || right === predictions.length) return null;
  const odds = predictions.map(({ probability }) => logOdds(probability));
  if (odds.every((value) => value === odds[0]) || separated(predictions, odds)) return null;
  let [coefficient, intercept] = [0, 0];
  let loss = lossOf(predictions, odds, coefficient, intercept);
  for (let step = 0; step < MOST_STEPS; step++) {
    const [g0, g1, h00, h01, h11] = derivatives(predictions, odds, coefficient, intercept);
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 0)) return null;
    const [down0, down1] = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
    let size = 1;
    let next = lossOf(predictions, odds, coefficient - down1, intercept - down0);
    while (next > loss && size > 1e-10) {
      size /= 2;
      next = lossOf(predictions, odds, coefficient - size * down1, intercept - size * down0);
    }
    coefficient -= size * down1;
    intercept -= size * down0;
    loss = next;
    if (Math.abs(size * down0) + Math.abs(size * down1) < 1e-10) return { coefficient, intercept };
  }
  return null;
}

/** Whether a threshold parts right from wrong: then ever steeper curves fit ever better. */
function separated(predictions: readonly Prediction[], odds: number[]): boolean {
  const of = (wanted: boolean) => odds.filter((_, at) => predictions[at]?.correct === wanted);
  const [right, wrong] = [of(true), of(false)];
  const least = (values: number[]): number => values.reduce((low, value) => Math.min(low, value));
  const most = (values: number[]): number => values.reduce((high, value) => Math.max(high, value));
  return most(wrong) <= least(right) || most(right) <= least(wrong);
}

/** The prediction with its probability corrected. */
export function applyPlatt(
  { coefficient, intercept }: Platt,
  { probability, correct }: Prediction,
): Prediction {
  return { probability: sigmoid(coefficient * logOdds(probability) + intercept), correct };
}

function lossOf(predictions: readonly Prediction[], odds: number[], slope: number, offset: number): number {
  let sum = 0;
  for (const [at, { correct }] of predictions.entries()) {
    const z = slope * (odds[at] ?? 0) + offset;
    const away = correct ? -z : z;
    sum += away > 0 ? away + Math.log1p(Math.exp(-away)) : Math.log1p(Math.exp(away));
  }
  return sum;
}

/** Gradient and Hessian of the loss, by intercept and coefficient. */
function derivatives(
  predictions: readonly Prediction[],
  odds: number[],
  slope: number,
  offset: number,
): [number, number, number, number, number] {
  let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
  for (const [at, { correct }] of predictions.entries()) {
    const x = odds[at] ?? 0;
    const p = sigmoid(slope * x + offset);
    const [error, weight] = [p - Number(correct), p * (1 - p)];
    g0 += error;
    g1 += error * x;
    h00 += weight;
    h01 += weight * x;
    h11 += weight * x * x;
  }
  return [g0, g1, h00, h01, h11];
}
