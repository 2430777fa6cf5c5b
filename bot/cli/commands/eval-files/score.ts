import type { Command } from 'commander';
import { allMetrics, metricsNamed } from '../../../../core/evals/metrics/all-metrics.ts';
import { bleuOptions, type Smoothing } from '../../../../core/evals/metrics/bleu.ts';
import { chrfOptions } from '../../../../core/evals/metrics/chrf.ts';
import type { MetricOptions, MetricScore, TextMetric } from '../../../../core/evals/metrics/text-metric.ts';
import { isTokenizerName, tokenizers } from '../../../../core/evals/metrics/tokenizers.ts';
import { packageVersion } from '../../../package-version.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { pairTexts, readTexts, type TextFile } from './read-texts.ts';

export type ScoreOptions = {
  metric: string;
  hypotheses: string;
  references: string;
  stem?: boolean;
  tokenize: string;
  smooth: string;
  smoothValue?: string;
  maxOrder: string;
  lowercase?: boolean;
  json?: boolean;
};

const SMOOTHINGS: readonly string[] = ['exp', 'floor', 'add-k', 'none'] satisfies Smoothing[];

/** `docent eval score`: texts held against references. */
export function registerScore(evals: Command, context: Context): void {
  evals
    .command('score')
    .description('score texts against references, with the numbers of sacreBLEU, rouge_score and HELM')
    .requiredOption('--metric <list>', `comma-separated: ${allMetrics.map(({ name }) => name).join(', ')}`)
    .requiredOption('--hypotheses <file>', 'one text a line, or .jsonl of {"id","text"}')
    .requiredOption('--references <files>', 'the same for what is expected; several files, comma-separated')
    .option('--stem', 'ROUGE compares Porter stems')
    .option('--tokenize <name>', `how BLEU splits words: ${Object.keys(tokenizers).join(', ')}`, '13a')
    .option('--smooth <name>', `how BLEU smooths: ${SMOOTHINGS.join(', ')}`, 'exp')
    .option('--smooth-value <number>', 'what floor (0.1) and add-k (1) add')
    .option('--max-order <number>', 'the longest run of words that BLEU counts', '4')
    .option('--lowercase', 'BLEU and chrF ignore case')
    .option('--json', 'print one JSON object')
    .action(async (options: ScoreOptions) => {
      const metrics = readMetrics(options.metric);
      const settings = readMetricOptions(options);
      const { ids, texts, references } = await readSegments(context, options);
      const segments = {
        hypotheses: texts,
        references: references.map((row) => row.map(({ text }) => text)),
      };
      const scored = metrics.map((metric) => {
        const result = metric.score(segments, settings);
        if (result.kind === 'scored') return { metric, result };
        const at = references[result.segment]?.[result.reference];
        throw usageError(`${at?.file}, line ${at?.line}: ${result.why} (metric ${metric.name}).`);
      });
      if (options.json) printJson(context.io, asJson(ids, scored));
      else context.io.out(scored.map(inWords).join(''));
    });
}

async function readSegments({ io }: Context, options: ScoreOptions) {
  const hypotheses = await readTexts(io, options.hypotheses);
  const files = options.references.split(',').filter((file) => file !== '');
  if (files.length === 0) throw usageError('--references names no file.');
  const references: TextFile[] = [];
  for (const file of files) references.push(await readTexts(io, file));
  return pairTexts(hypotheses, references);
}

function readMetrics(list: string): TextMetric[] {
  const metrics = list.split(',').flatMap((word) => {
    const found = metricsNamed(word.trim());
    if (found.length > 0) return found;
    const names = allMetrics.map(({ name }) => name).join(', ');
    throw usageError(`There is no metric "${word.trim()}".`, `There is ${names}.`);
  });
  return [...new Set(metrics)];
}

/** The settings of the metrics, from the words of the command line. */
export function readMetricOptions(
  options: Omit<ScoreOptions, 'metric' | 'hypotheses' | 'references'>,
): MetricOptions {
  const { tokenize, smooth, lowercase = false } = options;
  if (!isTokenizerName(tokenize))
    throw usageError(`--tokenize must be one of ${Object.keys(tokenizers).join(', ')}.`);
  if (!SMOOTHINGS.includes(smooth)) throw usageError(`--smooth must be one of ${SMOOTHINGS.join(', ')}.`);
  const maxOrder = Number(options.maxOrder);
  if (!Number.isInteger(maxOrder) || maxOrder < 1 || maxOrder > 10)
    throw usageError('--max-order must be a whole number from 1 to 10.');
  const smoothValue = options.smoothValue === undefined ? undefined : Number(options.smoothValue);
  if (smoothValue !== undefined && !(smoothValue >= 0))
    throw usageError('--smooth-value must be a number, 0 or more.');
  return {
    bleu: bleuOptions({
      ...{ tokenize, lowercase, maxOrder, smooth: smooth as Smoothing },
      ...(smoothValue === undefined ? {} : { smoothValue }),
    }),
    chrf: chrfOptions({ lowercase }),
    stem: options.stem ?? false,
    version: `docent-${packageVersion()}`,
  };
}

type Scored = { metric: TextMetric; result: MetricScore };

/** Each metric under its name; where there is only one, its fields on top as well. */
function asJson(ids: string[], scored: Scored[]): Record<string, unknown> {
  const entries = scored.map(({ metric, result }) => {
    const { score, details, rows, warnings } = result;
    const named = rows.map((value, at) => ({ id: ids[at], score: value }));
    return [metric.name, { score, ...details, warnings, rows: named }] as const;
  });
  const only = entries.length === 1 ? entries[0]?.[1] : undefined;
  return { n: ids.length, ...(only ?? {}), ...Object.fromEntries(entries) };
}

function inWords({ metric, result }: Scored): string {
  const { signature } = result.details;
  const digits = metric.best === 100 ? 2 : 4;
  const lines = [
    `${metric.label} ${result.score.toFixed(digits)}${typeof signature === 'string' ? `  ${signature}` : ''}`,
    ...result.warnings.map((warning) => `  ${warning}`),
  ];
  return `${lines.join('\n')}\n`;
}
