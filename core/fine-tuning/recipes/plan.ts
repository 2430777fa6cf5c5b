import type { BaseModel } from './base-models.ts';
import { allParameters, modulesOf } from './modules.ts';

export const approaches = ['lora', 'qlora', 'prefix', 'prompt', 'adapter', 'full'] as const;
export type Approach = (typeof approaches)[number];
export const methods = ['cpt', 'sft', 'dpo', 'kto', 'reward', 'grpo'] as const;
export type Method = (typeof methods)[number];

/** What a recipe is made of. */
export type Plan = {
  model: BaseModel;
  approach: Approach;
  method: Method;
  /** LoRA and QLoRA. */
  rank: number;
  targets: string[];
  /** Prefix and prompt: vectors that are put in front. */
  virtualTokens: number;
  /** Adapters: how much narrower than the model they are. */
  reduction: number;
};

/** Whether weights of the model itself, or small ones beside them, are trained by a trainer's own settings. */
export function isPlain(approach: Approach): approach is 'lora' | 'qlora' | 'full' {
  return approach === 'lora' || approach === 'qlora' || approach === 'full';
}

/** Which pairs have a recipe: these train on prompts and answers alone. */
export function isSupported(approach: Approach, method: Method): boolean {
  return isPlain(approach) || method === 'sft' || method === 'cpt';
}

/** How many parameters the trainer will say that it trains. */
export function trainableParameters(plan: Plan): number {
  return ofApproach(plan) + (plan.method === 'reward' ? plan.model.hidden : 0);
}

function ofApproach({ model, approach, method, rank, targets, virtualTokens, reduction }: Plan): number {
  const { layers, hidden, heads, kvHeads } = model;
  switch (approach) {
    case 'lora':
    case 'qlora':
      return (
        layers *
        modulesOf(model)
          .filter(({ name }) => targets.includes(name))
          .reduce((sum, one) => sum + rank * (one.in + one.out), 0)
      );
    case 'prefix': {
      // PEFT narrows prefixes where queries share keys, by the configuration key that Falcon has not.
      const width = model.family === 'falcon' ? hidden : Math.floor(hidden / heads) * kvHeads;
      return virtualTokens * layers * 2 * width;
    }
    case 'prompt':
      return virtualTokens * hidden;
    case 'adapter': {
      const width = Math.floor(hidden / reduction);
      return layers * (hidden * width + width + width * hidden + hidden);
    }
    case 'full':
      // A model that scores has no words out.
      return allParameters(model) - (method === 'reward' && !model.tied ? model.vocabulary * hidden : 0);
  }
}

/** GB that training takes: weights, gradients and optimizer of what is trained, and a little for what passes through. */
export function memoryGigabytes(plan: Plan): { weights: number; training: number } {
  const all = allParameters(plan.model);
  const bytes = plan.approach === 'qlora' ? 0.55 : 2;
  const weights = (all * bytes) / 1e9;
  // Gradient, master copy and two moments.
  const trained = (trainableParameters(plan) * (plan.approach === 'full' ? 14 : 16)) / 1e9;
  const passing = 0.5 + all * 0.2e-9;
  const copies = plan.method === 'dpo' || plan.method === 'kto' ? (plan.approach === 'full' ? 2 : 1) : 1;
  return { weights: rounded(weights), training: rounded(weights * copies + trained + passing) };
}

function rounded(gigabytes: number): number {
  return gigabytes < 10 ? Math.ceil(gigabytes * 10) / 10 : Math.ceil(gigabytes);
}
