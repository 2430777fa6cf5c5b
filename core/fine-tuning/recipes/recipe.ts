import { stringify } from 'yaml';
import { adapterConfig, QUANTIZATION } from './adapter-config.ts';
import { isPlain, memoryGigabytes, type Plan, trainableParameters } from './plan.ts';
import { recipeReadme } from './readme.ts';
import { scriptsOf } from './scripts.ts';
import { axolotlSettings, llamaFactorySettings, trlSettings } from './trainer-settings.ts';

/** A folder that a trainer can be started in. */
export type Recipe = {
  files: { name: string; text: string }[];
  trainableParameters: number;
  command: string;
};

/** Settings for every trainer that can carry the plan out, and a README that says how. */
export function makeRecipe(plan: Plan): Recipe {
  const command = commandOf(plan);
  const trainable = trainableParameters(plan);
  const adapter = adapterConfig(plan);
  const plain = isPlain(plan.approach);
  const files = [
    ...(adapter === null ? [] : [{ name: 'adapter_config.json', text: json(adapter) }]),
    ...(plan.approach === 'qlora' ? [{ name: 'quantization_config.json', text: json(QUANTIZATION) }] : []),
    { name: 'trl.yaml', text: stringify(trlSettings(plan)) },
    ...(plain ? [{ name: 'axolotl.yaml', text: stringify(axolotlSettings(plan)) }] : []),
    ...(plain ? [{ name: 'llama-factory.yaml', text: stringify(llamaFactorySettings(plan)) }] : []),
    ...scriptsOf(plan),
  ];
  const readme = recipeReadme(plan, {
    ...{ command, trainable, memory: memoryGigabytes(plan) },
    files: files.map(({ name }) => name),
  });
  return { files: [...files, { name: 'README.md', text: readme }], trainableParameters: trainable, command };
}

function commandOf({ approach, method }: Plan): string {
  if (!isPlain(approach)) return 'python train.py';
  return `trl ${method === 'cpt' ? 'sft' : method} --config trl.yaml`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
