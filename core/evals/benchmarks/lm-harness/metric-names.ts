export const OUTPUT_TYPES = [
  'multiple_choice',
  'generate_until',
  'loglikelihood',
  'loglikelihood_rolling',
] as const;
export type OutputType = (typeof OUTPUT_TYPES)[number];

const AGGREGATIONS = [
  'mean',
  'nanmean',
  'median',
  'perplexity',
  'weighted_perplexity',
  'bits_per_byte',
  'f1',
  'matthews_corrcoef',
  'brier_score',
  'bleu',
  'chrf',
] as const;
export type AggregationName = (typeof AGGREGATIONS)[number];

export function isAggregation(name: unknown): name is AggregationName {
  return AGGREGATIONS.some((known) => known === name);
}

type Metric = { types: readonly OutputType[]; aggregation: AggregationName; higherIsBetter: boolean };

const choice: OutputType[] = ['multiple_choice'];
const rolling: OutputType[] = ['loglikelihood_rolling'];
const text: OutputType[] = ['generate_until'];

/** The harness's metrics by name: which kinds of task give them, and what becomes of a task's values. */
export const METRICS: Readonly<Record<string, Metric>> = {
  acc: { types: ['multiple_choice', 'loglikelihood'], aggregation: 'mean', higherIsBetter: true },
  acc_norm: { types: choice, aggregation: 'mean', higherIsBetter: true },
  acc_bytes: { types: choice, aggregation: 'mean', higherIsBetter: true },
  acc_mutual_info: { types: choice, aggregation: 'mean', higherIsBetter: true },
  exact_match: {
    types: ['multiple_choice', 'loglikelihood', 'generate_until'],
    aggregation: 'mean',
    higherIsBetter: true,
  },
  brier_score: { types: choice, aggregation: 'brier_score', higherIsBetter: false },
  f1: { types: choice, aggregation: 'f1', higherIsBetter: true },
  mcc: { types: choice, aggregation: 'matthews_corrcoef', higherIsBetter: true },
  bleu: { types: text, aggregation: 'bleu', higherIsBetter: true },
  chrf: { types: text, aggregation: 'chrf', higherIsBetter: true },
  perplexity: { types: ['loglikelihood'], aggregation: 'perplexity', higherIsBetter: false },
  word_perplexity: { types: rolling, aggregation: 'weighted_perplexity', higherIsBetter: false },
  byte_perplexity: { types: rolling, aggregation: 'weighted_perplexity', higherIsBetter: false },
  bits_per_byte: { types: rolling, aggregation: 'bits_per_byte', higherIsBetter: false },
};
