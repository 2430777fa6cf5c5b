import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { exportData } from '../../../../core/fine-tuning/export/export-data.ts';
import { exportFormats, type FormatName, formatNames } from '../../../../core/fine-tuning/export/formats.ts';
import { HANDBOOK_COLLECTION } from '../../../../knowledge/search/retriever.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { plural } from '../../words.ts';

type Options = { format: string; out: string; seed: string; json?: boolean };

export function registerExport(tune: Command, context: Context): void {
  tune
    .command('export')
    .description('write a data set for a trainer: votes, corrections, curated answers, documents')
    .requiredOption('--format <name>', `one of ${formatNames.join(', ')}`)
    .requiredOption('--out <folder>', 'folder to make a folder of that name in')
    .option('--seed <number>', 'another one splits clusters otherwise', '0')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `\n${formatNames.map((name) => `  ${name}: ${exportFormats[name].help}`).join('\n')}`,
    )
    .action(async (options: Options) => {
      const format = formatOf(options.format);
      if (!/^\d{1,15}$/.test(options.seed))
        throw usageError(`--seed must be a whole number from 0, not "${options.seed}".`);
      const { io } = context;
      const { store } = await context.app();
      const data = await exportData(store, {
        ...{ format, seed: Number(options.seed), leftOut: [HANDBOOK_COLLECTION] },
      });
      const folder = path.resolve(io.cwd, options.out, format);
      await writeFiles(folder, data.files);
      const files = (['train', 'valid'] as const).map((split) => ({
        path: path.join(options.out, format, `${split}.jsonl`),
        rows: data.rows[split],
      }));
      if (options.json) printJson(io, { files, dropped: data.dropped, considered: data.considered });
      else {
        for (const file of files) io.out(`${file.path}  ${plural(file.rows, 'row')}\n`);
        for (const [reason, count] of Object.entries(data.dropped)) io.out(`left out, ${reason}: ${count}\n`);
      }
      if (data.rows.valid === 0) io.err('There is nothing to export yet: the files are empty.\n');
      else if (data.rows.train === 0)
        io.err('All rows are about one matter, which must not be parted: they are in valid.jsonl.\n');
    });
}

function formatOf(name: string): FormatName {
  const format = formatNames.find((one) => one === name);
  if (format === undefined)
    throw usageError(`There is no format "${name}".`, `Choose from: ${formatNames.join(', ')}.`);
  return format;
}

/** Each file is whole or not there: it gets its name when it is written. */
export async function writeFiles(
  folder: string,
  files: readonly { name: string; text: string }[],
): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw usageError(
      `The folder ${folder} cannot be made: ${error instanceof Error ? error.message : 'unknown error'}.`,
    );
  });
  for (const { name, text } of files) {
    const file = path.join(folder, name);
    await writeFile(`${file}.part`, text);
    await rename(`${file}.part`, file);
  }
}
