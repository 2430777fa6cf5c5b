import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../../../core/errors.ts';
import type { ReadData } from '../../../../core/evals/benchmarks/lm-harness/documents.ts';
import { readResponses } from '../../../../core/evals/benchmarks/lm-harness/responses.ts';
import { resultsOf } from '../../../../core/evals/benchmarks/lm-harness/results.ts';
import {
  checkConfigs,
  type FolderRun,
  runFolder,
} from '../../../../core/evals/benchmarks/lm-harness/run-folder.ts';
import { warningsOf } from '../../../../core/evals/benchmarks/lm-harness/task-config.ts';
import { type Files, readConfig } from '../../../../core/evals/benchmarks/lm-harness/task-files.ts';
import { type Context, exitCode, printJson, usageError } from '../../context.ts';
import { jsonLine } from '../../json-line.ts';
import { whyUnreadable } from '../../words.ts';
import { type AskOptions, askHarness } from '../eval-models/ask-harness.ts';
import { inputText } from './input-text.ts';

type Options = Omit<AskOptions, 'model'> & {
  tasks: string;
  responses?: string;
  model?: string;
  json?: boolean;
};

/** `docent eval lm-harness`: tasks of lm-evaluation-harness, scored from recorded answers or a model's. */
export function registerLmHarness(evals: Command, context: Context): void {
  evals
    .command('lm-harness')
    .description(
      "lm-evaluation-harness's YAML tasks and groups of a folder, scored from recorded answers or a model's",
    )
    .requiredOption('--tasks <folder>', 'folder of task and group YAML files')
    .option('--responses <file>', 'JSON Lines of {"task","arguments","resps"}, as in its sample files')
    .option('--model <provider:model>', 'ask this model instead')
    .option(
      '--out <folder>',
      'also write results.json and samples_TASK.jsonl there; answers of a model at once, so that the same command goes on',
    )
    .option('--concurrency <n>', 'requests to the model at once (4)')
    .option('--start-token <text>', 'what stands before a text without context, such as <|endoftext|>')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const { responses, model, out } = options;
      if ((responses === undefined) === (model === undefined))
        throw usageError('Give either --responses FILE or --model PROVIDER:MODEL.');
      const folder = path.resolve(context.io.cwd, options.tasks);
      const configs = [];
      for (const file of await yamlFiles(options.tasks, folder)) configs.push(await readConfig(FILES, file));
      const checked = checkConfigs(configs);
      for (const task of checked.tasks.values())
        for (const warning of warningsOf(task)) context.io.err(`${warning}\n`);
      const read = dataReader(context, folder);
      const asked =
        model === undefined ? null : await askHarness(context, checked, read, { ...options, model });
      const answer =
        asked?.answer ?? readResponses(responses ?? '', await inputText(context, responses ?? ''));
      const run = await runFolder(checked, read, answer, asked !== null);
      sayWhatIsMissing(context, run);
      const results = resultsOf(run, model ?? 'responses');
      if (out !== undefined) await writeRun(path.resolve(context.io.cwd, out), results, run);
      if (asked !== null && asked.unanswered > 0) context.exit(exitCode.dependency);
      if (options.json) printJson(context.io, results);
      else context.io.out(tableOf(results.results));
    });
}

/** Throws where a task has nothing to count. */
function sayWhatIsMissing({ io }: Context, { runs }: FolderRun): void {
  for (const [name, { count, documents }] of runs) {
    if (count < documents) io.err(`task ${name}: ${count} of ${documents} documents scored.\n`);
    if (count === 0 && documents > 0)
      throw new AppError(
        'evals.nothing-scored',
        `Task ${name} has no document with an answer.`,
        'The same command with the same --out asks what is left.',
      );
  }
}

/** Data files are looked for beside the task, in the folder of tasks, above it and in the current directory. */
function dataReader(context: Context, folder: string): ReadData {
  const places = (file: string) => [path.dirname(file), folder, path.dirname(folder), context.io.cwd];
  return async ({ file }, name) => {
    const found = places(file)
      .map((place) => path.resolve(place, name))
      .find((candidate) => existsSync(candidate));
    return found === undefined ? null : { file: found, text: await inputText(context, found) };
  };
}

const FILES: Files = {
  read: (file) => readFile(file, 'utf8').catch(() => null),
  beside: (file, name) => path.resolve(path.dirname(file), name),
};

async function yamlFiles(named: string, folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    throw usageError(`${named} cannot be read: ${whyUnreadable(error)}.`);
  });
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length === 0) throw usageError(`${named} holds no YAML file.`);
  return files.map((name) => path.join(folder, name));
}

async function writeRun(folder: string, results: object, { runs }: FolderRun): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  for (const [name, { samples }] of runs)
    await writeFile(
      path.join(folder, `samples_${name.replace(/[^\w.-]/g, '_')}.jsonl`),
      samples.map((sample) => `${jsonLine(sample)}\n`).join(''),
    );
}

function tableOf(results: Record<string, Record<string, unknown>>): string {
  const lines = Object.entries(results).flatMap(([name, numbers]) =>
    Object.entries(numbers).flatMap(([key, value]) => {
      if (!key.includes(',') || key.includes('_stderr,') || typeof value !== 'number') return [];
      const error = numbers[key.replace(',', '_stderr,')];
      return [
        `${value.toFixed(4)}${typeof error === 'number' ? ` ± ${error.toFixed(4)}` : ''}  ${name}  ${key}`,
      ];
    }),
  );
  return `${lines.join('\n')}\n`;
}
