import { baseModelNamed } from '../recipes/base-models.ts';
import { defaultTargets, modulesOf } from '../recipes/modules.ts';
import { type Approach, approaches, memoryGigabytes, type Plan } from '../recipes/plan.ts';
import type { Choices } from './choices.ts';

/** The recipe that these choices make so far, with defaults for what was not reached; null without a model. */
export function planOf(choices: Choices): Plan | null {
  const model = baseModelNamed(choices.model?.base ?? '');
  if (model === undefined) return null;
  const { architecture, approach, hyperparameters } = choices;
  return {
    ...{ model, approach: architecture?.approach ?? 'lora', method: approach?.method ?? 'sft' },
    targets: architecture?.targets ?? defaultTargets(model),
    rank: hyperparameters?.rank ?? model.rank,
    virtualTokens: hyperparameters?.virtualTokens ?? 20,
    reduction: hyperparameters?.reduction ?? 16,
  };
}

/** GB that each approach takes with this model. */
export function memoryByApproach(plan: Plan): { approach: Approach; gigabytes: number }[] {
  return approaches.map((approach) => ({
    approach,
    gigabytes: memoryGigabytes({ ...plan, approach }).training,
  }));
}

/** LoRA, and QLoRA where memory is short. */
export function preselected(plan: Plan, memory: number): Approach {
  const need = memoryGigabytes({ ...plan, approach: 'lora' }).training;
  return need <= memory ? 'lora' : 'qlora';
}

export function targetNames(plan: Plan): string[] {
  return modulesOf(plan.model).map(({ name }) => name);
}
