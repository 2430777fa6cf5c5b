import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatNames } from '../../../../core/fine-tuning/export/formats.ts';
import {
  type BaseModel,
  baseModelNamed,
  baseModels,
} from '../../../../core/fine-tuning/recipes/base-models.ts';
import { allParameters, defaultTargets } from '../../../../core/fine-tuning/recipes/modules.ts';
import {
  type Approach,
  approaches,
  isSupported,
  type Method,
  methods,
  type Plan,
} from '../../../../core/fine-tuning/recipes/plan.ts';
import { makeRecipe } from '../../../../core/fine-tuning/recipes/recipe.ts';

function model(name: string): BaseModel {
  const found = baseModelNamed(name);
  if (found === undefined) throw new Error(`no model ${name}`);
  return found;
}

function plan(name: string, approach: Approach, method: Method = 'sft', rest: Partial<Plan> = {}): Plan {
  const base = model(name);
  return {
    ...{ model: base, approach, method, rank: base.rank, targets: defaultTargets(base) },
    ...{ virtualTokens: 20, reduction: 16, ...rest },
  };
}

const textOf = (one: Plan, name: string): string =>
  makeRecipe(one).files.find((file) => file.name === name)?.text ?? '';

describe('trainable parameters', () => {
  it.each([
    ['GPT-2', 'lora', 294_912],
    ['gpt2', 'prefix', 368_640],
    ['openai-community/gpt2', 'adapter', 894_528],
    ['GPT-2', 'prompt', 15_360],
    ['GPT-2', 'full', 124_439_808],
    ['Llama-3.2-1B', 'lora', 1_703_936],
    ['Qwen2.5-0.5B', 'qlora', 540_672],
  ] as const)('of %s with %s are those that the trainers print', (name, approach, count) => {
    expect(makeRecipe(plan(name, approach)).trainableParameters).toBe(count);
  });

  it('of whole models are those that are published', () => {
    const published: Record<string, number> = {
      'SmolLM2-135M': 134_515_008,
      'Qwen2.5-0.5B': 494_032_768,
      'Qwen3-0.6B': 596_049_920,
      'TinyLlama-1.1B': 1_100_048_384,
      'Llama-3.2-1B': 1_235_814_400,
      'Falcon-7B': 6_921_720_704,
      'Falcon-40B': 41_303_293_952,
    };
    for (const [name, count] of Object.entries(published))
      expect(allParameters(model(name)), name).toBe(count);
  });

  it('of a reward model have its head', () => {
    expect(makeRecipe(plan('GPT-2', 'lora', 'reward')).trainableParameters).toBe(294_912 + 768);
  });
});

describe('a recipe', () => {
  const all = baseModels.flatMap(({ id }) =>
    approaches.flatMap((approach) =>
      methods.filter((method) => isSupported(approach, method)).map((method) => plan(id, approach, method)),
    ),
  );

  it('has settings that read back, no key empty, and data that an export writes', () => {
    for (const one of all) {
      for (const { name, text } of makeRecipe(one).files.filter((file) =>
        /\.(?:ya?ml|json)$/.test(file.name),
      )) {
        const settings = (name.endsWith('.json') ? JSON.parse(text) : parse(text)) as Record<string, unknown>;
        expect(Object.keys(settings).length).toBeGreaterThan(2);
        expect(JSON.stringify(settings), name).not.toContain('null');
        for (const [, format = ''] of text.matchAll(/data\/([\w-]+)/g)) expect(formatNames).toContain(format);
      }
    }
  });

  it('is for every trainer where small matrices or the whole model are trained', () => {
    for (const one of all) {
      const names = makeRecipe(one).files.map(({ name }) => name);
      const plain = ['lora', 'qlora', 'full'].includes(one.approach);
      expect(names).toEqual(expect.arrayContaining(['trl.yaml', 'README.md']));
      expect(names.includes('axolotl.yaml') && names.includes('llama-factory.yaml')).toBe(plain);
      expect(names.includes('adapter_config.json')).toBe(one.approach !== 'full');
    }
  });

  it('says its command word for word in the README, and what the adapter is', () => {
    for (const one of all) {
      const { command, files, trainableParameters } = makeRecipe(one);
      const readme = files.find(({ name }) => name === 'README.md')?.text ?? '';
      expect(readme).toContain(`\n    ${command}\n`);
      expect(readme).toContain(trainableParameters.toLocaleString('en-US'));
    }
    expect(JSON.parse(textOf(plan('Llama-3.2-1B', 'lora'), 'adapter_config.json'))).toMatchObject({
      ...{ peft_type: 'LORA', task_type: 'CAUSAL_LM', r: 16, target_modules: ['q_proj', 'v_proj'] },
      base_model_name_or_path: 'meta-llama/Llama-3.2-1B',
    });
    expect(JSON.parse(textOf(plan('GPT-2', 'adapter'), 'adapter_config.json'))).toMatchObject({
      ...{ mh_adapter: false, output_adapter: true, reduction_factor: 16 },
    });
  });

  it('of QLoRA has the four fields of 4 bits, in each trainer’s words', () => {
    const one = plan('Falcon-7B', 'qlora');
    const four = {
      ...{ load_in_4bit: true, bnb_4bit_quant_type: 'nf4', bnb_4bit_use_double_quant: true },
      bnb_4bit_compute_dtype: 'bfloat16',
    };
    expect(JSON.parse(textOf(one, 'quantization_config.json'))).toEqual(four);
    expect(parse(textOf(one, 'trl.yaml'))).toMatchObject({ load_in_4bit: true, bnb_4bit_quant_type: 'nf4' });
    expect(parse(textOf(one, 'axolotl.yaml'))).toMatchObject({ adapter: 'qlora', load_in_4bit: true });
    expect(parse(textOf(one, 'llama-factory.yaml'))).toMatchObject({
      quantization_bit: 4,
      finetuning_type: 'lora',
    });
  });

  it('warns of the memory that the 40B needs', () => {
    expect(textOf(plan('Falcon-40B', 'lora'), 'README.md')).toMatch(
      /needs about \d+ GB of accelerator memory/,
    );
    expect(textOf(plan('GPT-2', 'lora'), 'README.md')).not.toContain('accelerator memory');
  });
});
