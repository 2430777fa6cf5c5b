import { bootstrapMean } from '../statistics/bootstrap.ts';
import type { MetricScore, Segments, TextMetric } from './text-metric.ts';

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A score that is the mean of its rows, with the bootstrap interval of that mean. */
export function meanScore(rows: number[], details: Readonly<Record<string, unknown>> = {}): MetricScore {
  const interval = bootstrapMean(rows);
  return { kind: 'scored', score: mean(rows), rows, details: { ...details, interval }, warnings: [] };
}

/** A metric from a comparison of two texts: of several references the best one counts. */
export function bestOfReferences(
  about: Pick<TextMetric, 'name' | 'label' | 'help'>,
  compare: (given: string, expected: string) => number,
): TextMetric {
  return {
    ...about,
    category: 'context-free',
    needs: ['reference'],
    best: 1,
    score: ({ hypotheses, references }: Segments) =>
      meanScore(
        hypotheses.map((text, at) => Math.max(...(references[at] ?? []).map((one) => compare(text, one)))),
      ),
  };
}
