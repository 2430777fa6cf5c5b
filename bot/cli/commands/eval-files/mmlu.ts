import path from 'node:path';
import { type Command, Option } from 'commander';
import { CATEGORY_MAPS, type CategoryMap } from '../../../../core/evals/benchmarks/mmlu/categories.ts';
import { readPredictions } from '../../../../core/evals/benchmarks/mmlu/predictions.ts';
import { buildPrompt, FLAVOURS, type Flavour } from '../../../../core/evals/benchmarks/mmlu/prompts.ts';
import { type Question, readQuestions } from '../../../../core/evals/benchmarks/mmlu/questions.ts';
import { type MmluScore, scorePredictions } from '../../../../core/evals/benchmarks/mmlu/score.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { inputFolder, inputText } from './input-text.ts';

type Options = {
  data: string;
  predictions?: string;
  printPrompts?: string;
  flavour: Flavour;
  categories: CategoryMap;
  json?: boolean;
};

/** `docent eval mmlu`: prompts of MMLU's questions, and the score of recorded answers. */
export function registerMmlu(evals: Command, context: Context): void {
  evals
    .command('mmlu')
    .description('MMLU from a folder of CSV files: its prompts, and the score of recorded answers')
    .requiredOption(
      '--data <folder>',
      'holds dev/SUBJECT_dev.csv and test/SUBJECT_test.csv: question,choice0..3,answer',
    )
    .option(
      '--predictions <file>',
      'CSV of subject,row,prediction, or subject,row,A,B,C,D (log-probabilities)',
    )
    .option('--print-prompts <subject>', 'print the five-shot prompt of each test question instead')
    .addOption(
      new Option('--flavour <name>', 'whose wording the prompts have').choices(FLAVOURS).default('original'),
    )
    .addOption(
      new Option('--categories <map>', 'who says which subject belongs where')
        .choices(CATEGORY_MAPS)
        .default('hendrycks'),
    )
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      if (options.printPrompts !== undefined) return printPrompts(context, options.printPrompts, options);
      if (options.predictions === undefined)
        throw usageError('Give --predictions FILE to score, or --print-prompts SUBJECT.');
      const tests = await readTests(context, options.data);
      const text = await inputText(context, options.predictions);
      const predictions = readPredictions(options.predictions, text, tests);
      const score = scorePredictions(tests, predictions, options.categories);
      if (options.json) printJson(context.io, score);
      else context.io.out(tableOf(score));
    });
}

async function readTests(context: Context, data: string): Promise<Map<string, Question[]>> {
  const folder = path.join(data, 'test');
  const files = (await inputFolder(context, folder)).filter((name) => name.endsWith('_test.csv'));
  if (files.length === 0) throw usageError(`${folder} holds no file named SUBJECT_test.csv.`);
  const tests = new Map<string, Question[]>();
  for (const name of files)
    tests.set(name.slice(0, -'_test.csv'.length), await readQuestionsOf(context, path.join(folder, name)));
  return tests;
}

async function readQuestionsOf(context: Context, file: string): Promise<Question[]> {
  return readQuestions(file, await inputText(context, file));
}

async function printPrompts(context: Context, subject: string, options: Options): Promise<void> {
  const development = await readQuestionsOf(context, path.join(options.data, 'dev', `${subject}_dev.csv`));
  const test = await readQuestionsOf(context, path.join(options.data, 'test', `${subject}_test.csv`));
  const prompts = test.map((asked) => buildPrompt(options.flavour, subject, development, asked));
  if (options.json) printJson(context.io, { subject, prompts });
  else context.io.out(prompts.map((prompt) => `${prompt}\n\n---\n\n`).join(''));
}

function tableOf({ micro, macro, interval, categories, subjects, invalid, n }: MmluScore): string {
  const share = (value: number | null) => (value === null ? '-' : value.toFixed(4));
  const rows = [...Object.entries(categories), ...Object.entries(subjects)];
  return [
    `${n} answers, ${invalid} invalid`,
    `micro ${share(micro)} (95 % interval ${interval?.map(share).join('–') ?? '-'}), macro ${share(macro)}`,
    ...rows.map(
      ([name, { accuracy, correct, n: of }]) => `${share(accuracy)}  ${name} (${correct} of ${of})`,
    ),
    '',
  ].join('\n');
}
