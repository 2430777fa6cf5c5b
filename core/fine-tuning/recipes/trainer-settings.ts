import type { FormatName } from '../export/formats.ts';
import { QUANTIZATION } from './adapter-config.ts';
import type { Method, Plan } from './plan.ts';

type Settings = Record<string, unknown>;

/** Which data set each trainer reads, by method. */
export const dataFor: Record<'trl' | 'axolotl' | 'llamaFactory', Record<Method, FormatName>> = {
  trl: {
    ...{ cpt: 'trl-lm', sft: 'trl-prompt-completion', dpo: 'trl-preference', kto: 'trl-kto' },
    ...{ reward: 'trl-reward', grpo: 'trl-grpo' },
  },
  axolotl: {
    ...{ cpt: 'trl-lm', sft: 'axolotl', dpo: 'axolotl-dpo', kto: 'axolotl-kto' },
    ...{ reward: 'axolotl-reward', grpo: 'trl-grpo' },
  },
  llamaFactory: {
    ...{
      cpt: 'llama-factory-text',
      sft: 'llama-factory',
      dpo: 'llama-factory-dpo',
      kto: 'llama-factory-kto',
    },
    ...{ reward: 'llama-factory-dpo', grpo: 'llama-factory' },
  },
};

/** Where a recipe looks for its data: beside itself. */
export const DATA_FOLDER = 'data';
export const CHAT_TEMPLATE = 'chat_template.jinja';

/** Steps that small weights can take are too large for a whole model, and soft prompts need larger ones. */
function learningRate({ approach, method }: Plan): number {
  const small = method === 'dpo' || method === 'kto' || method === 'grpo' ? 0.1 : 1;
  const of = { lora: 1e-4, qlora: 1e-4, prefix: 1e-2, prompt: 3e-2, adapter: 1e-4, full: 1e-5 };
  return Number((of[approach] * small).toPrecision(3));
}

const EPOCHS: Record<Method, number> = { cpt: 1, sft: 3, dpo: 1, kto: 1, reward: 1, grpo: 1 };
const LONGEST = 1024;
const STEPS = { per_device_train_batch_size: 2, gradient_accumulation_steps: 8 };

/** Settings of TRL's scripts: `trl sft --config trl.yaml` and its like. */
export function trlSettings(plan: Plan): Settings {
  const { model, approach, method, rank, targets } = plan;
  const small = approach === 'lora' || approach === 'qlora';
  // What is put in front of layers is lost where layers are worked out twice.
  const hasCheckpoints = small || approach === 'full';
  return {
    ...{ model_name_or_path: model.id, dtype: 'bfloat16' },
    ...{ dataset_name: `${DATA_FOLDER}/${dataFor.trl[method]}`, dataset_train_split: 'train' },
    dataset_test_split: 'validation',
    ...{ output_dir: 'output', seed: 0, num_train_epochs: EPOCHS[method], learning_rate: learningRate(plan) },
    ...{ lr_scheduler_type: 'cosine', warmup_steps: 10, bf16: true, ...STEPS },
    ...{
      gradient_checkpointing: hasCheckpoints,
      logging_steps: 5,
      eval_strategy: 'epoch',
      save_strategy: 'epoch',
    },
    ...trlMethod(plan),
    ...(small
      ? {
          ...{ use_peft: true, lora_r: rank, lora_alpha: 2 * rank, lora_dropout: 0.05 },
          lora_target_modules: targets,
          ...(method === 'reward' ? { lora_task_type: 'SEQ_CLS', lora_modules_to_save: ['score'] } : {}),
        }
      : {}),
    ...(approach === 'qlora'
      ? {
          load_in_4bit: true,
          bnb_4bit_quant_type: QUANTIZATION.bnb_4bit_quant_type,
          use_bnb_nested_quant: true,
        }
      : {}),
  };
}

function trlMethod({ method, model }: Plan): Settings {
  switch (method) {
    case 'cpt':
      return { max_length: LONGEST, packing: true };
    case 'sft':
      return {
        ...{ max_length: LONGEST, completion_only_loss: true },
        ...(model.chats ? {} : { chat_template_path: CHAT_TEMPLATE }),
      };
    case 'dpo':
      return { max_length: LONGEST, beta: 0.1, loss_type: 'sigmoid' };
    case 'kto':
      return { max_length: LONGEST, beta: 0.1, desirable_weight: 1, undesirable_weight: 1 };
    case 'reward':
      return { max_length: LONGEST };
    case 'grpo':
      return {
        max_completion_length: 256,
        num_generations: 8,
        beta: 0.001,
        reward_funcs: ['rewards.answer_overlap'],
      };
  }
}

/** Axolotl's YAML, for LoRA, QLoRA and whole models. */
export function axolotlSettings(plan: Plan): Settings {
  const { model, approach, method, rank, targets } = plan;
  const small = approach === 'lora' || approach === 'qlora';
  return {
    base_model: model.id,
    ...(method === 'reward'
      ? { model_type: 'AutoModelForSequenceClassification', num_labels: 1, reward_model: true }
      : {}),
    ...{ chat_template: model.chats ? 'tokenizer_default' : 'chatml' },
    ...(method === 'cpt' || method === 'sft' || method === 'reward' ? {} : { rl: method }),
    datasets: [{ path: fileFor('axolotl', method, 'train'), ds_type: 'json', ...axolotlRows(method) }],
    ...(method === 'grpo'
      ? {}
      : {
          test_datasets: [
            {
              path: fileFor('axolotl', method, 'valid'),
              ds_type: 'json',
              split: 'train',
              ...axolotlRows(method),
            },
          ],
        }),
    ...axolotlMethod(method),
    ...(small
      ? {
          ...{ adapter: approach, lora_r: rank, lora_alpha: 2 * rank, lora_dropout: 0.05 },
          lora_target_modules: targets,
        }
      : {}),
    ...(approach === 'qlora'
      ? {
          load_in_4bit: true,
          bnb_config_kwargs: {
            bnb_4bit_quant_type: QUANTIZATION.bnb_4bit_quant_type,
            bnb_4bit_use_double_quant: QUANTIZATION.bnb_4bit_use_double_quant,
            bnb_4bit_compute_dtype: QUANTIZATION.bnb_4bit_compute_dtype,
          },
        }
      : {}),
    ...{ sequence_len: LONGEST, micro_batch_size: 2, gradient_accumulation_steps: 8 },
    ...{
      num_epochs: EPOCHS[method],
      learning_rate: learningRate(plan),
      lr_scheduler: 'cosine',
      warmup_ratio: 0.05,
    },
    ...{ optimizer: approach === 'qlora' ? 'paged_adamw_8bit' : 'adamw_torch', bf16: 'auto', seed: 42 },
    ...{ gradient_checkpointing: true, logging_steps: 5, output_dir: './output' },
  };
}

function axolotlRows(method: Method): Settings {
  switch (method) {
    case 'cpt':
      return { type: 'completion', field: 'text' };
    case 'sft':
      return { type: 'chat_template', field_messages: 'messages' };
    case 'dpo':
      return {
        ...{ type: 'chat_template.default', field_messages: 'messages', field_chosen: 'chosen' },
        field_rejected: 'rejected',
      };
    case 'kto':
      return {
        type: {
          ...{ field_prompt: 'prompt', field_completion: 'completion', field_label: 'label' },
          ...{ prompt_format: '{prompt}', completion_format: '{completion}' },
        },
      };
    case 'reward':
      return { type: 'bradley_terry.chat_template' };
    case 'grpo':
      return { type: 'rewards.as_prompt' };
  }
}

function axolotlMethod(method: Method): Settings {
  if (method === 'dpo') return { rl_beta: 0.1 };
  if (method === 'kto')
    return { rl_beta: 0.1, kto_desirable_weight: 1, kto_undesirable_weight: 1, remove_unused_columns: false };
  if (method === 'grpo')
    return {
      trl: {
        ...{ beta: 0.001, max_completion_length: 256, num_generations: 8, use_vllm: false },
        reward_funcs: ['rewards.answer_overlap'],
      },
    };
  return {};
}

/** LLaMA-Factory's YAML. It has no GRPO: PPO with a reward model stands in its place. */
export function llamaFactorySettings(plan: Plan): Settings {
  const { model, approach, method, rank, targets } = plan;
  const stages: Record<Method, string> = {
    cpt: 'pt',
    sft: 'sft',
    dpo: 'dpo',
    kto: 'kto',
    reward: 'rm',
    grpo: 'ppo',
  };
  const small = approach === 'lora' || approach === 'qlora';
  return {
    ...{ model_name_or_path: model.id, stage: stages[method], do_train: true },
    finetuning_type: small ? 'lora' : 'full',
    ...(small
      ? { lora_rank: rank, lora_alpha: 2 * rank, lora_dropout: 0.05, lora_target: targets.join(',') }
      : {}),
    ...(approach === 'qlora'
      ? {
          ...{ quantization_bit: 4, quantization_method: 'bnb', quantization_type: 'nf4' },
          double_quantization: true,
        }
      : {}),
    ...(method === 'dpo' ? { pref_beta: 0.1, pref_loss: 'sigmoid' } : {}),
    ...(method === 'kto' ? { pref_beta: 0.1, kto_chosen_weight: 1, kto_rejected_weight: 1 } : {}),
    ...(method === 'grpo' ? { reward_model: 'reward', reward_model_type: small ? 'lora' : 'full' } : {}),
    ...{ dataset_dir: `${DATA_FOLDER}/${dataFor.llamaFactory[method]}`, dataset: 'docent_train' },
    ...(method === 'grpo' ? {} : { eval_dataset: 'docent_valid', eval_strategy: 'epoch' }),
    ...{ template: model.template, cutoff_len: LONGEST, output_dir: 'output', overwrite_output_dir: false },
    ...{ num_train_epochs: EPOCHS[method], learning_rate: learningRate(plan), lr_scheduler_type: 'cosine' },
    ...{ warmup_ratio: 0.05, bf16: true, ...STEPS, logging_steps: 5, save_strategy: 'epoch', seed: 0 },
  };
}

function fileFor(trainer: keyof typeof dataFor, method: Method, split: 'train' | 'valid'): string {
  return `${DATA_FOLDER}/${dataFor[trainer][method]}/${split}.jsonl`;
}
