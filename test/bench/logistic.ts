/** A question's features, whether the corpus answers it, and how much it counts among those of its set (default 1). */
export type LabelledRow = { row: number[]; yes: boolean; weight?: number };
export type Logistic = { weights: number[]; bias: number };

const [PULL, STEPS, RATE] = [0.1, 400, 0.05];

/**
 * Logistic regression (Adam, ridge penalty on standardised features). Each set, and both answers within it, count the
 * same, however many questions there are.
 */
export function trainLogistic(sets: readonly LabelledRow[][], width: number): Logistic {
  const all = sets.flat();
  const means = Array.from({ length: width }, (_, f) => average(all.map(({ row }) => row[f] ?? 0)));
  const spreads = means.map(
    (mean, f) => Math.sqrt(average(all.map(({ row }) => ((row[f] ?? 0) - mean) ** 2))) + 1e-6,
  );
  const samples = sets.flatMap((rows) =>
    rows.map(({ row, yes, weight = 1 }) => {
      const alike = rows.filter((other) => other.yes === yes);
      return {
        x: row.map((value, f) => (value - (means[f] ?? 0)) / (spreads[f] ?? 1)),
        yes: yes ? 1 : 0,
        share: weight / (2 * sets.length * alike.reduce((sum, other) => sum + (other.weight ?? 1), 0)),
      };
    }),
  );
  // The last parameter is the bias, which is not drawn back.
  const parameters = new Float64Array(width + 1);
  const first = new Float64Array(width + 1);
  const second = new Float64Array(width + 1);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = parameters.map((value, f) => (f < width ? PULL * value : 0));
    for (const { x, yes, share } of samples) {
      const logit = x.reduce((sum, value, f) => sum + value * (parameters[f] ?? 0), parameters[width] ?? 0);
      const error = share * (1 / (1 + Math.exp(-logit)) - yes);
      for (let f = 0; f < width; f++) gradient[f] = (gradient[f] ?? 0) + error * (x[f] ?? 0);
      gradient[width] = (gradient[width] ?? 0) + error;
    }
    gradient.forEach((slope, f) => {
      first[f] = 0.9 * (first[f] ?? 0) + 0.1 * slope;
      second[f] = 0.99 * (second[f] ?? 0) + 0.01 * slope * slope;
      const mean = (first[f] ?? 0) / (1 - 0.9 ** step);
      const spread = Math.sqrt((second[f] ?? 0) / (1 - 0.99 ** step));
      parameters[f] = (parameters[f] ?? 0) - (RATE * mean) / (spread + 1e-8);
    });
  }
  const weights = means.map((_, f) => (parameters[f] ?? 0) / (spreads[f] ?? 1));
  const bias =
    (parameters[width] ?? 0) - weights.reduce((sum, weight, f) => sum + weight * (means[f] ?? 0), 0);
  return { weights, bias };
}

export function logitOf({ weights, bias }: Logistic, row: readonly number[]): number {
  return weights.reduce((sum, weight, f) => sum + weight * (row[f] ?? 0), bias);
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
