import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import {
  type Annotation,
  readAnnotations,
  readOutputs,
  withOutputs,
} from '../../../../core/evals/benchmarks/alpaca/annotations.ts';
import {
  readDifficulties,
  readModelWeights,
} from '../../../../core/evals/benchmarks/alpaca/published-weights.ts';
import {
  type AlpacaScore,
  type Published,
  scoreAnnotations,
} from '../../../../core/evals/benchmarks/alpaca/score.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { inputText } from './input-text.ts';

type Options = {
  annotations: string;
  weights?: string;
  difficulty?: string;
  outputs?: string;
  reference?: string;
  json?: boolean;
};

/** Under these names the difficulties are looked for in the folders above the weights. */
const DIFFICULTY_FILES: readonly string[] = [
  'instruction_difficulty.csv',
  'derived_instruction_difficulty.csv',
];

/** `docent eval alpaca`: win rates from AlpacaEval's annotations. */
export function registerAlpaca(evals: Command, context: Context): void {
  evals
    .command('alpaca')
    .description('AlpacaEval: win rate, length-controlled win rate and the judge, from annotations')
    .requiredOption('--annotations <file>', "AlpacaEval's annotation JSON of one model")
    .option('--weights <file>', 'CSV of the published length-control weights; a ridge fit without')
    .option('--difficulty <file>', 'CSV with a column instruction_difficulty, which the weights need')
    .option('--outputs <file>', "the model's answers (model_outputs.json)")
    .option('--reference <file>', "the reference's answers (model_outputs.json)")
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      let annotations = readAnnotations(options.annotations, await inputText(context, options.annotations));
      const outputs = await outputsOf(context, options.outputs);
      const reference = await outputsOf(context, options.reference);
      if (options.outputs !== undefined && outputs !== undefined)
        annotations = withOutputs(options.outputs, annotations, 'output2', outputs);
      if (options.reference !== undefined && reference !== undefined)
        annotations = withOutputs(options.reference, annotations, 'output1', reference);
      if (annotations.every(({ preference }) => preference === null))
        throw usageError(`${options.annotations}: no row has a "preference".`, 'There is nothing to count.');
      const model = annotations[0]?.generator2 ?? outputs?.[0]?.generator ?? null;
      const published = await publishedOf(context, options, model, annotations);
      const score = scoreAnnotations(annotations, {
        ...(outputs === undefined ? {} : { outputs }),
        ...(published === undefined ? {} : { published }),
      });
      if (options.json) printJson(context.io, score);
      else context.io.out(tableOf(score));
    });
}

async function outputsOf(context: Context, file: string | undefined) {
  return file === undefined ? undefined : readOutputs(file, await inputText(context, file));
}

async function publishedOf(
  context: Context,
  options: Options,
  model: string | null,
  annotations: readonly Annotation[],
): Promise<Published | undefined> {
  const { weights: file } = options;
  if (file === undefined) return undefined;
  if (model === null)
    throw usageError(
      `${options.annotations}: row 0: the field "generator_2" is missing.`,
      'It names the weights.',
    );
  const weights = readModelWeights(file, await inputText(context, file), model);
  const judged = annotations.filter(({ preference }) => preference !== null);
  const own = judged.flatMap(({ difficulty }) => (difficulty === null ? [] : [difficulty]));
  if (weights.difficulty === 0) return { weights, difficulties: judged.map(() => 0) };
  if (own.length === judged.length) return { weights, difficulties: own };
  const found = options.difficulty ?? difficultyAbove(path.resolve(context.io.cwd, file));
  if (found === null)
    throw usageError(
      'The weights need the difficulty of each instruction.',
      'Give a CSV with the column instruction_difficulty with --difficulty FILE.',
    );
  const difficulties = readDifficulties(found, await inputText(context, found));
  if (difficulties.length < judged.length)
    throw usageError(
      `${found} holds ${difficulties.length} rows, fewer than the ${judged.length} annotations.`,
      'It must be of the same evaluation set.',
    );
  return { weights, difficulties };
}

function difficultyAbove(file: string): string | null {
  const folder = path.dirname(file);
  if (folder === file) return null;
  const found = DIFFICULTY_FILES.map((name) => path.join(folder, name)).find((name) => existsSync(name));
  return found ?? difficultyAbove(folder);
}

function tableOf(score: AlpacaScore): string {
  const { winRate, standardError, wins, losses, draws, discreteWinRate, lengthControlled, judge } = score;
  const rate = (value: number | null, error: number | null) =>
    value === null ? '-' : `${value.toFixed(2)}${error === null ? '' : ` ± ${error.toFixed(2)}`}`;
  const { preferLonger } = judge;
  return [
    `${score.model ?? 'the model'}: ${wins} wins, ${losses} losses, ${draws} draws, ${score.dropped} without a verdict`,
    `win rate ${rate(winRate, standardError)} %, discrete ${discreteWinRate.toFixed(2)} %`,
    `length-controlled ${rate(lengthControlled?.winRate ?? null, lengthControlled?.standardError ?? null)} % (${lengthControlled?.method ?? 'no lengths'}), average length ${score.avgLength ?? '-'}`,
    `judge: longer answers win ${preferLonger.longer} of ${preferLonger.n}, ${rate(judge.pricePer1000, null)} US$ and ${rate(judge.secondsPer1000, null)} s for 1,000`,
    ...score.warnings,
    '',
  ].join('\n');
}
