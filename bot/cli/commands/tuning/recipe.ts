import path from 'node:path';
import type { Command } from 'commander';
import { baseModelNamed, baseModels } from '../../../../core/fine-tuning/recipes/base-models.ts';
import { defaultTargets, modulesOf } from '../../../../core/fine-tuning/recipes/modules.ts';
import { approaches, isSupported, methods, type Plan } from '../../../../core/fine-tuning/recipes/plan.ts';
import { makeRecipe } from '../../../../core/fine-tuning/recipes/recipe.ts';
import { type Context, printJson, usageError } from '../../context.ts';
import { writeFiles } from './export.ts';

type Options = {
  approach: string;
  method: string;
  base: string;
  out: string;
  rank?: string;
  targets?: string;
  tokens: string;
  reduction: string;
  json?: boolean;
};

export function registerRecipe(tune: Command, context: Context): void {
  tune
    .command('recipe')
    .description('write a folder that a trainer can be started in')
    .requiredOption('--approach <name>', approaches.join(', '))
    .requiredOption('--method <name>', methods.join(', '))
    .requiredOption('--base <name>', 'base model: its id on the hub or short name')
    .requiredOption('--out <folder>', 'folder to write to')
    .option('--rank <number>', 'rank of LoRA (default: by the size of the model)')
    .option('--targets <names>', 'matrices that LoRA targets, separated by commas')
    .option('--tokens <number>', 'vectors of a prefix or soft prompt', '20')
    .option('--reduction <number>', 'how much narrower adapters are than the model', '16')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `\nBase models:\n${baseModels.map(({ id, names, licence }) => `  ${names[0]}  ${id}, ${licence}`).join('\n')}`,
    )
    .action(async (options: Options) => {
      const { io } = context;
      const recipe = makeRecipe(planOf(options));
      await writeFiles(path.resolve(io.cwd, options.out), recipe.files);
      const files = recipe.files.map(({ name }) => path.join(options.out, name));
      const { trainableParameters, command } = recipe;
      if (options.json) printJson(io, { files, trainableParameters, command });
      else
        io.out(
          `Wrote ${files.length} files to ${options.out}. It trains ${trainableParameters.toLocaleString('en-US')} parameters:\n\n    ${command}\n`,
        );
    });
}

function planOf(options: Options): Plan {
  const approach = oneOf('approach', approaches, options.approach);
  const method = oneOf('method', methods, options.method);
  const model = baseModelNamed(options.base);
  if (model === undefined)
    throw usageError(
      `There is no base model "${options.base}" in the catalogue.`,
      `Choose from: ${baseModels.map(({ names }) => names[0]).join(', ')}.`,
    );
  if (!isSupported(approach, method))
    throw usageError(
      `There is no recipe for approach "${approach}" with method "${method}".`,
      `${approach} goes with sft and cpt; ${method} goes with lora, qlora and full.`,
    );
  const targets = options.targets?.split(',').map((name) => name.trim()) ?? defaultTargets(model);
  const known = new Set(modulesOf(model).map(({ name }) => name));
  const wrong = targets.find((name) => !known.has(name));
  if (wrong !== undefined)
    throw usageError(`${model.id} has no matrix "${wrong}".`, `Choose from: ${[...known].join(', ')}.`);
  return {
    ...{ model, approach, method, targets },
    rank: options.rank === undefined ? model.rank : count('rank', options.rank, 1024),
    virtualTokens: count('tokens', options.tokens, 1000),
    reduction: count('reduction', options.reduction, model.hidden),
  };
}

function oneOf<T extends string>(what: string, known: readonly T[], name: string): T {
  const found = known.find((one) => one === name);
  if (found === undefined)
    throw usageError(`There is no ${what} "${name}".`, `Choose from: ${known.join(', ')}.`);
  return found;
}

function count(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most)
    throw usageError(`--${name} must be a whole number from 1 to ${most}, not "${text}".`);
  return value;
}
