import type { Store } from '../../store/schema.ts';
import { exportData } from '../export/export-data.ts';
import { memoryGigabytes } from '../recipes/plan.ts';
import { makeRecipe } from '../recipes/recipe.ts';
import { DATA_FOLDER, dataFor } from '../recipes/trainer-settings.ts';
import { planOf } from './run-plan.ts';
import type { TuningRun } from './tuning-run.ts';

export type RunFile = { name: string; text: string };

/** Recipe, data and card of a finished run, as one folder. The same store and choices give the same bytes. */
export async function runFiles(
  store: Store,
  { id, name, choices }: Pick<TuningRun, 'id' | 'name' | 'choices'>,
  leftOut: readonly string[],
): Promise<RunFile[] | null> {
  const plan = planOf(choices);
  if (plan === null || choices.data === undefined) return null;
  const recipe = makeRecipe(plan);
  const format = dataFor.trl[plan.method];
  const data = await exportData(store, { format, seed: choices.data.seed, leftOut });
  const { model, ...rest } = plan;
  const card = {
    ...{ run: id, name, choices, plan: { ...rest, model: model.id, licence: model.licence } },
    ...{
      trainableParameters: recipe.trainableParameters,
      memory: memoryGigabytes(plan),
      command: recipe.command,
    },
    data: { format, rows: data.rows, dropped: data.dropped },
  };
  return [
    ...recipe.files,
    ...data.files.map((file) => ({ name: `${DATA_FOLDER}/${format}/${file.name}`, text: file.text })),
    { name: 'run-card.json', text: `${JSON.stringify(card, null, 2)}\n` },
  ];
}
