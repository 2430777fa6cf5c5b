import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { readResponses } from '../../../../core/evals/benchmarks/lm-harness/responses.ts';
import { resultsOf } from '../../../../core/evals/benchmarks/lm-harness/results.ts';
import { type FolderRun, runConfigs } from '../../../../core/evals/benchmarks/lm-harness/run-folder.ts';
import { warningsOf } from '../../../../core/evals/benchmarks/lm-harness/task-config.ts';
import { type Files, readConfig } from '../../../../core/evals/benchmarks/lm-harness/task-files.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { jsonLine } from '../../json-line.ts';
import { whyUnreadable } from '../../words.ts';
import { inputText } from './input-text.ts';

type Options = { tasks: string; responses: string; out?: string; json?: boolean };

/** `docent eval lm-harness`: tasks of lm-evaluation-harness, scored from recorded answers. */
export function registerLmHarness(evals: Command, context: Context): void {
  evals
    .command('lm-harness')
    .description("lm-evaluation-harness's YAML tasks and groups of a folder, scored from recorded answers")
    .requiredOption('--tasks <folder>', 'folder of task and group YAML files')
    .requiredOption(
      '--responses <file>',
      'JSON Lines of {"task","arguments","resps"}, as in its sample files',
    )
    .option('--out <folder>', 'also write results.json and samples_TASK.jsonl there')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const folder = path.resolve(context.io.cwd, options.tasks);
      const answer = readResponses(options.responses, await inputText(context, options.responses));
      const configs = [];
      for (const file of await yamlFiles(options.tasks, folder)) configs.push(await readConfig(FILES, file));
      const places = (file: string) => [path.dirname(file), folder, path.dirname(folder), context.io.cwd];
      const run = await runConfigs(
        configs,
        async ({ file }, name) => {
          const found = places(file)
            .map((place) => path.resolve(place, name))
            .find((candidate) => existsSync(candidate));
          return found === undefined ? null : { file: found, text: await inputText(context, found) };
        },
        answer,
      );
      for (const { task } of run.runs.values())
        for (const warning of warningsOf(task)) context.io.err(`${warning}\n`);
      const results = resultsOf(run, 'responses');
      if (options.out !== undefined) await writeRun(path.resolve(context.io.cwd, options.out), results, run);
      if (options.json) printJson(context.io, results);
      else context.io.out(tableOf(results.results));
    });
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
