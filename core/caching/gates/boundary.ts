/** What was seen of an entry: how like a question was (0..1), and whether the entry's answer was right for it. */
export type Observation = { likeness: number; correct: boolean };

/** Share of wrong answers that an entry's own evidence may lead to. */
export const ALLOWED_ERROR = 0.01;
/** Before an entry has this many observations its evidence says nothing. */
export const LEAST_OBSERVATIONS = 6;

/** Prior of a boundary: weak, and centred where nothing but a near-identical question would be served. */
const PRIOR = { slope: 20, slopeDeviation: 15, middle: 0.97, middleDeviation: 0.15 } as const;
const ROUNDS = 40;
/** Confidence levels that the bound is minimised over, with the standard normal's quantile at 1 - level. */
const LEVELS: readonly (readonly [number, number])[] = [
  [0.0005, 3.2905],
  [0.001, 3.0902],
  [0.002, 2.8782],
  [0.005, 2.5758],
  [0.01, 2.3263],
  [0.02, 2.0537],
  [0.05, 1.6449],
  [0.1, 1.2816],
];

/** A logistic curve over likeness: P(correct | s) = 1 / (1 + exp(-slope (s - middle))), and how sure `middle` is. */
export type Boundary = { middle: number; slope: number; deviation: number };

/** Fits the curve by damped Newton steps on the penalised likelihood (penalised, so that separable evidence has an end). */
export function fitBoundary(observations: readonly Observation[]): Boundary {
  let middle: number = PRIOR.middle;
  let logSlope = Math.log(PRIOR.slope);
  const spread = PRIOR.slopeDeviation / PRIOR.slope;
  let curvature = 1 / PRIOR.middleDeviation ** 2;
  for (let round = 0; round < ROUNDS; round++) {
    const slope = Math.exp(logSlope);
    let gMiddle = (middle - PRIOR.middle) / PRIOR.middleDeviation ** 2;
    let gSlope = (logSlope - Math.log(PRIOR.slope)) / spread ** 2;
    curvature = 1 / PRIOR.middleDeviation ** 2;
    let bend = 1 / spread ** 2;
    for (const { likeness, correct } of observations) {
      const p = logistic(slope * (likeness - middle));
      const miss = p - (correct ? 1 : 0);
      gMiddle -= miss * slope;
      gSlope += miss * slope * (likeness - middle);
      curvature += p * (1 - p) * slope ** 2;
      bend += p * (1 - p) * (slope * (likeness - middle)) ** 2;
    }
    middle -= clamp(gMiddle / curvature, 0.05);
    logSlope -= clamp(gSlope / bend, 0.25);
  }
  return { middle, slope: Math.exp(logSlope), deviation: 1 / Math.sqrt(curvature) };
}

/**
 * The chance with which a question so like an entry must be answered anew, so that at most `allowed` of the answers are
 * wrong: the least over confidence levels e of 1 - allowed / (1 - (1 - e) P_e), where P_e is the curve with its middle
 * moved up to its upper (1 - e) bound. Decision rule of "vCache: Verified Semantic Prompt Caching", arXiv 2502.03771.
 */
export function exploreChance(boundary: Boundary, likeness: number, allowed = ALLOWED_ERROR): number {
  let least = 1;
  for (const [level, quantile] of LEVELS) {
    const correct =
      (1 - level) * logistic(boundary.slope * (likeness - boundary.middle - quantile * boundary.deviation));
    least = Math.min(least, correct >= 1 - allowed ? 0 : 1 - allowed / (1 - correct));
  }
  return Math.max(0, least);
}

/** What an entry's evidence says at a likeness: nothing yet, or how often to explore and what is expected. */
export function judgeEvidence(
  observations: readonly Observation[],
  likeness: number,
): { explore: number; expected: number } | null {
  if (observations.length < LEAST_OBSERVATIONS) return null;
  const boundary = fitBoundary(observations);
  return {
    explore: exploreChance(boundary, likeness),
    expected: logistic(boundary.slope * (likeness - boundary.middle)),
  };
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
