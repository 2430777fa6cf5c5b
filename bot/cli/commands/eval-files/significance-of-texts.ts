import { metricsNamed } from '../../../../core/evals/metrics/all-metrics.ts';
import type { MetricOptions, TextMetric } from '../../../../core/evals/metrics/text-metric.ts';
import { type Comparison, comparePairs, judge } from '../../../../core/evals/statistics/compare.ts';
import { compareCorpus } from '../../../../core/evals/statistics/compare-corpus.ts';
import { holm } from '../../../../core/evals/statistics/holm.ts';
import { type Context, usageError } from '../../context.ts';
import { pairTexts, readTexts, type TextFile } from './read-texts.ts';
import { readMetricOptions } from './score.ts';

export type TextsCompared = { metric: TextMetric; comparison: Comparison; adjustedP: number }[];

/** The two systems' texts and what they are held against. */
export type TextFiles = { a: string; b: string; references: string; metric: string };

/**
 * Compares two systems' texts by each metric. With several metrics at once the verdicts stand on p values corrected
 * after Holm: of twenty metrics one would else be "better" by chance.
 */
export async function compareTexts(
  { io }: Context,
  files: TextFiles,
  points: number | null,
): Promise<TextsCompared> {
  const metrics = files.metric.split(',').flatMap((name) => {
    const found = metricsNamed(name.trim());
    if (found.length === 0) throw usageError(`There is no metric "${name.trim()}".`);
    return found;
  });
  const references: TextFile[] = [];
  for (const file of files.references.split(',')) references.push(await readTexts(io, file));
  const read = async (file: string) => pairTexts(await readTexts(io, file), references);
  const [a, b] = [await read(files.a), await read(files.b)];
  const order = new Map(b.ids.map((id, at) => [id, at]));
  const places = a.ids.map((id) => order.get(id) ?? -1);
  if (places.includes(-1) || a.ids.length !== b.ids.length)
    throw usageError(`${files.a} and ${files.b} are not about the same texts.`);
  const wanted = a.references.map((row) => row.map(({ text }) => text));
  const [ours, theirs] = [
    { hypotheses: a.texts, references: wanted },
    { hypotheses: places.map((at) => b.texts[at] ?? ''), references: wanted },
  ];
  const settings = readMetricOptions({ ...DEFAULTS });
  const comparisons = metrics.map((metric) =>
    compareBy(metric, ours, theirs, settings, points ?? (metric.best === 100 ? 1 : 0.05)),
  );
  const adjusted = holm(comparisons.map(({ p }) => p));
  return metrics.flatMap((metric, at) => {
    const [comparison, adjustedP] = [comparisons[at], adjusted[at]];
    if (comparison === undefined || adjustedP === undefined) return [];
    const judged = judge({ ...comparison, p: adjustedP }, comparison.needed, comparison.n);
    return [{ metric, comparison: { ...comparison, ...judged }, adjustedP }];
  });
}

const DEFAULTS = { tokenize: '13a', smooth: 'exp', maxOrder: '4' } as const;

type Texts = Parameters<TextMetric['score']>[0];

function compareBy(
  metric: TextMetric,
  ours: Texts,
  theirs: Texts,
  settings: MetricOptions,
  points: number,
): Comparison {
  const { corpus } = metric;
  if (corpus !== undefined)
    return compareCorpus(
      corpus.counts(ours, settings),
      corpus.counts(theirs, settings),
      (sums) => corpus.score(sums, settings),
      points,
    );
  const rows = [ours, theirs].map((texts) => {
    const result = metric.score(texts, settings);
    if (result.kind === 'scored') return result.rows;
    throw usageError(`Reference of text ${result.segment + 1}: ${result.why} (metric ${metric.name}).`);
  });
  const pairs = (rows[0] ?? []).map((a, at) => ({ a, b: rows[1]?.[at] ?? 0, cluster: null }));
  return comparePairs(pairs, { points, permutation: false });
}
