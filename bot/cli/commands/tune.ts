import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { registerExport } from './tuning/export.ts';
import { registerJob } from './tuning/job.ts';
import { registerPermission } from './tuning/permission.ts';
import { registerRecipe } from './tuning/recipe.ts';
import { registerTraining } from './tuning/train.ts';

export function registerTune(program: Command, context: Context): void {
  const tune = program.command('tune').description('learn from feedback, and write data sets for trainers');
  registerTraining(tune, context);
  registerExport(tune, context);
  registerPermission(tune, context);
  registerRecipe(tune, context);
  registerJob(tune, context);
}
