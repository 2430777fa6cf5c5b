import type { Plan } from './plan.ts';

/** What a soft prompt begins as. */
const FIRST_WORDS = 'Answer the question of a colleague from the documents of the team, briefly and exactly:';

/** `adapter_config.json`: PEFT's keys, AdapterHub's for bottleneck adapters. Null where the whole model is trained. */
export function adapterConfig(plan: Plan): Record<string, unknown> | null {
  const { model, approach, method, rank, targets, virtualTokens, reduction } = plan;
  const shared = {
    ...{ base_model_name_or_path: model.id, inference_mode: false },
    task_type: method === 'reward' ? 'SEQ_CLS' : 'CAUSAL_LM',
  };
  switch (approach) {
    case 'lora':
    case 'qlora':
      return {
        ...{ peft_type: 'LORA', ...shared, r: rank, lora_alpha: 2 * rank, lora_dropout: 0.05 },
        ...{
          target_modules: targets,
          bias: 'none',
          use_rslora: false,
          use_dora: false,
          init_lora_weights: true,
        },
        fan_in_fan_out: model.family === 'gpt2',
        ...(method === 'reward' ? { modules_to_save: ['score'] } : {}),
      };
    case 'prefix':
      return {
        peft_type: 'PREFIX_TUNING',
        ...shared,
        num_virtual_tokens: virtualTokens,
        prefix_projection: false,
      };
    case 'prompt':
      return {
        ...{ peft_type: 'PROMPT_TUNING', ...shared, num_virtual_tokens: virtualTokens },
        ...{
          prompt_tuning_init: 'TEXT',
          prompt_tuning_init_text: FIRST_WORDS,
          tokenizer_name_or_path: model.id,
        },
      };
    case 'adapter':
      return {
        ...{ mh_adapter: false, output_adapter: true, reduction_factor: reduction, non_linearity: 'relu' },
        ...{ original_ln_before: true, original_ln_after: true, ln_before: false, ln_after: false },
        ...{ residual_before_ln: true, adapter_residual_before_ln: false, init_weights: 'bert' },
        ...{ is_parallel: false, scaling: 1, use_gating: false, dropout: 0, leave_out: [] },
      };
    case 'full':
      return null;
  }
}

/** How QLoRA keeps the weights that it does not train. */
export const QUANTIZATION = {
  load_in_4bit: true,
  bnb_4bit_quant_type: 'nf4',
  bnb_4bit_use_double_quant: true,
  bnb_4bit_compute_dtype: 'bfloat16',
} as const;
