import path from 'node:path';
import { type Command, Option } from 'commander';
import { SCORINGS } from '../../../../core/evals/benchmarks/mmlu/ask.ts';
import { CATEGORY_MAPS, type CategoryMap } from '../../../../core/evals/benchmarks/mmlu/categories.ts';
import { readPredictions } from '../../../../core/evals/benchmarks/mmlu/predictions.ts';
import { buildPrompt, FLAVOURS } from '../../../../core/evals/benchmarks/mmlu/prompts.ts';
import { type Question, readQuestions } from '../../../../core/evals/benchmarks/mmlu/questions.ts';
import { type MmluScore, scorePredictions } from '../../../../core/evals/benchmarks/mmlu/score.ts';
import { type Context, exitCode, printJson, usageError } from '../../context.ts';
import { askMmlu, type MmluAskOptions, type Subjects } from '../eval-models/ask-mmlu.ts';
import { inputFolder, inputText } from './input-text.ts';

type Options = Omit<MmluAskOptions, 'model'> & {
  data: string;
  predictions?: string;
  model?: string;
  printPrompts?: string;
  categories: CategoryMap;
  json?: boolean;
};

/** `docent eval mmlu`: prompts of MMLU's questions, and the score of recorded answers or a model's. */
export function registerMmlu(evals: Command, context: Context): void {
  evals
    .command('mmlu')
    .description('MMLU from a folder of CSV files: its prompts, and the score of recorded answers or a model')
    .requiredOption(
      '--data <folder>',
      'holds dev/SUBJECT_dev.csv and test/SUBJECT_test.csv: question,choice0..3,answer',
    )
    .option(
      '--predictions <file>',
      'CSV of subject,row,prediction, or subject,row,A,B,C,D (log-probabilities)',
    )
    .option('--model <provider:model>', 'ask this model instead')
    .addOption(
      new Option(
        '--scoring <kind>',
        'of --model: the letter it writes, or the log-probability of each letter',
      )
        .choices(SCORINGS)
        .default('generate'),
    )
    .option(
      '--out <file>',
      'predictions of --model as CSV, written at once, so that the same command goes on',
    )
    .option('--concurrency <n>', 'requests to the model at once (4)')
    .option('--max-tokens <n>', 'the longest reply', '32')
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
      const { predictions: recorded, model } = options;
      if ((recorded === undefined) === (model === undefined))
        throw usageError(
          'Give one of --predictions FILE to score, --model PROVIDER:MODEL to ask, or --print-prompts SUBJECT.',
        );
      const tests = await readTests(context, options.data);
      const asked =
        model === undefined
          ? null
          : await askMmlu(context, await subjectsOf(context, options.data, tests), { ...options, model });
      const text = asked?.predictions ?? (await inputText(context, recorded ?? ''));
      const predictions = readPredictions(recorded ?? model ?? '', text, tests);
      if (asked !== null && asked.unanswered > 0) {
        context.io.err(
          `${predictions.length} of ${predictions.length + asked.unanswered} questions scored.\n`,
        );
        context.exit(exitCode.dependency);
      }
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

async function subjectsOf(
  context: Context,
  data: string,
  tests: ReadonlyMap<string, Question[]>,
): Promise<Subjects> {
  const subjects = new Map<string, { development: Question[]; test: Question[] }>();
  for (const [subject, test] of tests) {
    const file = path.join(data, 'dev', `${subject}_dev.csv`);
    subjects.set(subject, { development: await readQuestionsOf(context, file), test });
  }
  return subjects;
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
