/** A prediction: how sure the system was, 0..1, and whether it was right. */
export type Prediction = { probability: number; correct: boolean };

/**
 * Upper edges of bins that hold about as many predictions each, as HELM draws them: the sorted probabilities are cut
 * into equal parts, an edge lies halfway between neighbouring parts, the last one is 1; equal edges fall together.
 */
export function equalMassEdges(probabilities: readonly number[], bins: number): number[] {
  const sorted = [...probabilities].sort((a, b) => a - b);
  const parts = Math.min(bins, sorted.length);
  const edges: number[] = [];
  let end = 0;
  for (let part = 0; part < parts - 1; part++) {
    // As numpy's array_split: the first parts take what is left over.
    end += Math.floor(sorted.length / parts) + Number(part < sorted.length % parts);
    edges.push(((sorted[end - 1] ?? 0) + (sorted[end] ?? 0)) / 2);
  }
  return [...new Set([...edges, 1])].sort((a, b) => a - b);
}

/** Edges of equally wide bins, the textbook's. */
export function equalWidthEdges(bins: number): number[] {
  return Array.from({ length: bins }, (_, at) => (at + 1) / bins);
}

/**
 * Expected calibration error, 0..1: how far the mean probability of a bin is from its share of right answers, weighted
 * by size. A prediction belongs to the first bin whose edge it does not exceed.
 */
export function calibrationError(
  predictions: readonly Prediction[],
  edges: readonly number[],
  power = 1,
): number {
  const bins = edges.map(() => ({ size: 0, probability: 0, correct: 0 }));
  for (const { probability, correct } of predictions) {
    const bin = bins[edges.findIndex((edge) => probability <= edge)];
    if (bin === undefined) continue;
    bin.size += 1;
    bin.probability += probability;
    bin.correct += Number(correct);
  }
  const sum = bins.reduce((all, { size, probability, correct }) => {
    const gap = size === 0 ? 0 : Math.abs(probability / size - correct / size);
    return all + (size / predictions.length) * gap ** power;
  }, 0);
  return sum ** (1 / power);
}

/** Mean squared distance of probability and outcome. */
export function brierScore(predictions: readonly Prediction[]): number {
  return (
    predictions.reduce((sum, one) => sum + (one.probability - Number(one.correct)) ** 2, 0) /
    predictions.length
  );
}
