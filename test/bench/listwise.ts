/** One question's candidates: a row of features each, and which of them are right. */
export type RankedList = { rows: Float32Array; count: number; right: number[] };

export type Training = {
  /** Where the weights start and what they are drawn back to: what is known before any data. */
  prior: readonly number[];
  /** How strongly (ridge penalty per squared distance). */
  pull: number;
  /** One right candidate in front is enough: the right ones share by their own odds, not evenly. */
  anyRight?: boolean;
  steps?: number;
  rate?: number;
};

/**
 * Linear listwise training: gradient descent (Adam) on the cross entropy between the softmax of the scores and an even
 * share for the right ones (ListNet's top-one loss, Cao et al. 2007). Each set counts as much as any other, however
 * many questions it has.
 */
export function trainListwise(sets: readonly RankedList[][], training: Training): number[] {
  const { prior, pull, anyRight = false, steps = 80, rate = 0.3 } = training;
  const width = prior.length;
  const weights = [...prior];
  const first = new Float64Array(width);
  const second = new Float64Array(width);
  const usable = sets.map((lists) => lists.filter(({ right, count }) => right.length > 0 && count > 1));
  const used = usable.filter((lists) => lists.length > 0).length;
  for (let step = 1; step <= steps; step++) {
    const gradient = new Float64Array(width);
    for (const lists of usable) {
      for (const list of lists) addGradient(list, weights, 1 / (lists.length * used), gradient, anyRight);
    }
    for (let f = 0; f < width; f++) {
      const slope = (gradient[f] as number) + pull * ((weights[f] as number) - (prior[f] as number));
      first[f] = 0.9 * (first[f] as number) + 0.1 * slope;
      second[f] = 0.99 * (second[f] as number) + 0.01 * slope * slope;
      const mean = (first[f] as number) / (1 - 0.9 ** step);
      const spread = Math.sqrt((second[f] as number) / (1 - 0.99 ** step));
      weights[f] = (weights[f] as number) - (rate * mean) / (spread + 1e-6);
    }
  }
  return weights;
}

function addGradient(
  list: RankedList,
  weights: number[],
  share: number,
  gradient: Float64Array,
  anyRight: boolean,
): void {
  const { rows, count, right } = list;
  const width = weights.length;
  const scores = scoresOf(list, weights);
  const most = scores.reduce((best, score) => Math.max(best, score), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (let i = 0; i < count; i++) {
    scores[i] = Math.exp((scores[i] as number) - most);
    total += scores[i] as number;
  }
  for (let i = 0; i < count; i++) scores[i] = (scores[i] as number) / total;
  const odds = right.map((at) => (anyRight ? (scores[at] as number) + Number.MIN_VALUE : 1));
  const ofRight = odds.reduce((sum, value) => sum + value, 0);
  right.forEach((at, i) => {
    scores[at] = (scores[at] as number) - (odds[i] as number) / ofRight;
  });
  for (let i = 0; i < count; i++) {
    const error = (scores[i] as number) * share;
    for (let f = 0; f < width; f++) {
      gradient[f] = (gradient[f] as number) + error * (rows[i * width + f] as number);
    }
  }
}

/** Scores of a list's candidates. */
export function scoresOf({ rows, count }: RankedList, weights: readonly number[]): Float64Array {
  const width = weights.length;
  const scores = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let score = 0;
    for (let f = 0; f < width; f++) score += (weights[f] as number) * (rows[i * width + f] as number);
    scores[i] = score;
  }
  return scores;
}

/** Candidates best first; ties keep their order. */
export function orderOf(list: RankedList, weights: readonly number[]): number[] {
  const scores = scoresOf(list, weights);
  return Array.from(scores, (_, at) => at).sort((a, b) => (scores[b] as number) - (scores[a] as number));
}
