import { wrongFile } from '../wrong-file.ts';
import { type FilterConfig, isFilter } from './filters.ts';
import {
  type AggregationName,
  isAggregation,
  METRICS,
  OUTPUT_TYPES,
  type OutputType,
} from './metric-names.ts';
import type { Fields, Value } from './python/values.ts';
import { pythonFunction, type RawConfig } from './task-files.ts';

export type MetricConfig = {
  metric: string;
  aggregation: AggregationName;
  higherIsBetter: boolean;
  options: Fields;
};

/** A task with every default filled in. `fields`: as its files have it. */
export type TaskConfig = {
  task: string;
  file: string;
  fields: Fields;
  outputType: OutputType;
  evaluated: string;
  fewshotSplit: string | null;
  numFewshot: number;
  sampler: 'default' | 'first_n';
  fewshotSamples: Fields[] | null;
  fewshotIndices: number[] | null;
  description: string;
  docToText: Value;
  docToTarget: Value;
  docToChoice: Value;
  /** How shots are worded where that differs from the question. */
  shot: {
    docToText: Value;
    docToTarget: Value;
    docToChoice: Value;
    genPrefix: string | null;
    targetDelimiter: string;
    fewshotDelimiter: string;
  };
  targetDelimiter: string;
  fewshotDelimiter: string;
  genPrefix: string | null;
  generation: Fields;
  repeats: number;
  metrics: MetricConfig[];
  filters: FilterConfig[];
};

/** Fields whose Python the harness would run. */
const REFUSED: readonly string[] = ['use_prompt', 'custom_dataset', 'doc_to_image', 'doc_to_audio'];
const DEFAULT_METRICS: Readonly<Record<OutputType, string[]>> = {
  multiple_choice: ['acc', 'acc_norm'],
  generate_until: ['exact_match'],
  loglikelihood: ['perplexity', 'acc'],
  loglikelihood_rolling: ['word_perplexity', 'byte_perplexity', 'bits_per_byte'],
};
const MOST_TOKENS = 256;

/** Checks a task's fields and fills in the defaults. Throws and names the task and the field that cannot be used. */
export function taskOf({ file, fields }: RawConfig): TaskConfig {
  const task = String(fields['task']);
  const wrong = (field: string, why: string) =>
    wrongFile(file, null, `task ${task}: the field "${field}" ${why}`);
  refusePython(fields, wrong);
  for (const field of REFUSED) if ((fields[field] ?? null) !== null) throw wrong(field, 'is not supported.');
  const text = (from: Fields, field: string, otherwise: string): string => {
    const value = from[field] ?? otherwise;
    if (typeof value !== 'string') throw wrong(field, 'must be a text.');
    return value;
  };
  const outputType = OUTPUT_TYPES.find((type) => type === (fields['output_type'] ?? 'generate_until'));
  if (outputType === undefined) throw wrong('output_type', `must be one of ${OUTPUT_TYPES.join(', ')}.`);
  const evaluated = fields['test_split'] ?? fields['validation_split'] ?? null;
  if (typeof evaluated !== 'string') throw wrong('test_split', 'is missing, and so is "validation_split".');
  for (const field of ['doc_to_text', 'doc_to_target'])
    if ((fields[field] ?? null) === null) throw wrong(field, 'is missing.');
  if (outputType === 'multiple_choice' && (fields['doc_to_choice'] ?? null) === null)
    throw wrong('doc_to_choice', 'is missing.');
  const shots = mappingOf(fields['fewshot_config'] ?? {}, () =>
    wrong('fewshot_config', 'must be a mapping.'),
  );
  const sampler = shots['sampler'] ?? 'default';
  if (sampler !== 'default' && sampler !== 'first_n')
    throw wrong('fewshot_config', 'must have the sampler default or first_n.');
  const targetDelimiter = text(fields, 'target_delimiter', ' ');
  const fewshotDelimiter = text(fields, 'fewshot_delimiter', '\n\n');
  const genPrefix = (fields['gen_prefix'] ?? null) === null ? null : text(fields, 'gen_prefix', '');
  return {
    ...{ task, file, fields, outputType, evaluated, sampler, targetDelimiter, fewshotDelimiter, genPrefix },
    fewshotSplit: (shots['split'] ?? fields['fewshot_split'] ?? null) as string | null,
    numFewshot: countOf(fields['num_fewshot'] ?? 0, () =>
      wrong('num_fewshot', 'must be a whole number from 0.'),
    ),
    fewshotSamples: Array.isArray(shots['samples']) ? (shots['samples'] as Fields[]) : null,
    fewshotIndices: Array.isArray(shots['fewshot_indices']) ? (shots['fewshot_indices'] as number[]) : null,
    description: text(fields, 'description', ''),
    docToText: fields['doc_to_text'] ?? null,
    docToTarget: fields['doc_to_target'] ?? null,
    docToChoice: fields['doc_to_choice'] ?? null,
    shot: {
      docToText: shots['doc_to_text'] ?? fields['doc_to_text'] ?? null,
      docToTarget: shots['doc_to_target'] ?? fields['doc_to_target'] ?? null,
      docToChoice: shots['doc_to_choice'] ?? fields['doc_to_choice'] ?? null,
      genPrefix: (shots['gen_prefix'] ?? genPrefix) as string | null,
      targetDelimiter: text(shots, 'target_delimiter', targetDelimiter),
      fewshotDelimiter: text(shots, 'fewshot_delimiter', fewshotDelimiter),
    },
    generation: generationOf(fields, fewshotDelimiter),
    repeats: Math.max(
      1,
      countOf(fields['repeats'] ?? 1, () => wrong('repeats', 'must be a whole number.')),
    ),
    metrics: metricsOf(fields['metric_list'] ?? null, outputType, wrong),
    filters: filtersOf(fields['filter_list'] ?? null, wrong),
  };
}

type Wrong = (field: string, why: string) => Error;

function refusePython(fields: Fields, wrong: Wrong): void {
  const visit = (field: string, value: Value): void => {
    const name = pythonFunction(value);
    if (name !== null)
      throw wrong(field, `is the Python function ${name} (!function), which Docent does not run.`);
    if (value !== null && typeof value === 'object')
      for (const held of Object.values(value)) visit(field, held);
  };
  for (const [field, value] of Object.entries(fields)) visit(field, value);
}

function generationOf(fields: Fields, fewshotDelimiter: string): Fields {
  const given = fields['generation_kwargs'];
  if (given !== null && typeof given === 'object' && !Array.isArray(given))
    return 'until' in given ? given : { ...given, until: [fewshotDelimiter] };
  return { temperature: 0, do_sample: false, max_gen_toks: MOST_TOKENS, until: [fewshotDelimiter] };
}

function metricsOf(given: Value, outputType: OutputType, wrong: Wrong): MetricConfig[] {
  const rows = Array.isArray(given) ? given : DEFAULT_METRICS[outputType].map((metric) => ({ metric }));
  return rows.map((row) => {
    const {
      metric,
      aggregation,
      higher_is_better: better,
      hf_evaluate: outside,
      ...options
    } = mappingOf(row, () => wrong('metric_list', 'must be a list of mappings.'));
    if (typeof metric !== 'string') throw wrong('metric_list', 'has an entry without "metric".');
    const known = Object.hasOwn(METRICS, metric) ? METRICS[metric] : undefined;
    if (known === undefined || outside === true)
      throw wrong('metric_list', `names the metric "${metric}", which is not supported.`);
    const { types, ...defaults } = known;
    if (!types.includes(outputType))
      throw wrong('metric_list', `names "${metric}", which ${outputType} does not give.`);
    const aggregated = aggregation ?? defaults.aggregation;
    if (!isAggregation(aggregated))
      throw wrong('metric_list', `has the aggregation "${String(aggregated)}", which is not supported.`);
    return {
      metric,
      aggregation: aggregated,
      higherIsBetter: typeof better === 'boolean' ? better : defaults.higherIsBetter,
      options,
    };
  });
}

function filtersOf(given: Value, wrong: Wrong): FilterConfig[] {
  if (!Array.isArray(given)) return [{ name: 'none', steps: [{ function: 'take_first', options: {} }] }];
  return given.map((row) => {
    const { name, filter } = mappingOf(row, () => wrong('filter_list', 'must be a list of mappings.'));
    if (typeof name !== 'string' || !Array.isArray(filter))
      throw wrong('filter_list', 'has an entry without "name" or "filter".');
    const steps = filter.map((step) => {
      const { function: kind, ...options } = mappingOf(step, () =>
        wrong('filter_list', 'has a step that is no mapping.'),
      );
      if (typeof kind !== 'string' || !isFilter(kind))
        throw wrong('filter_list', `names the filter "${String(kind)}", which is not supported.`);
      return { function: kind, options };
    });
    return { name, steps };
  });
}

function mappingOf(value: Value | undefined, wrong: () => Error): Fields {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw wrong();
  return value;
}

function countOf(value: Value, wrong: () => Error): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw wrong();
  return value;
}

/** What looks like a slip in a task's files, in words. */
export function warningsOf({ task, fields }: TaskConfig): string[] {
  const { doc_to_text: template } = fields;
  const outside =
    typeof template === 'string' ? template.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, '') : '';
  return outside.includes('\\n')
    ? [`task ${task}: "doc_to_text" holds a backslash and an n, not a line end: write it in double quotes.`]
    : [];
}
