/** How the layers of a family are named and made (`modules.ts`). */
export type Family = 'gpt2' | 'llama' | 'falcon';

/** A base model as its own `config.json` and card describe it. */
export type BaseModel = {
  /** Id on the Hugging Face hub. */
  id: string;
  /** Other names that are taken for it. */
  names: readonly string[];
  family: Family;
  licence: string;
  layers: number;
  hidden: number;
  heads: number;
  /** Heads of keys and values, where queries share them. */
  kvHeads: number;
  headSize: number;
  intermediate: number;
  vocabulary: number;
  /** Learned positions; 0 where positions are rotated. */
  positions: number;
  /** Whether words out are words in. */
  tied: boolean;
  /** Queries, keys and values have biases; queries and keys are normed by head; norms in a layer. */
  qkvBias: boolean;
  qkNorm: boolean;
  norms: 1 | 2;
  /** Rank that LoRA begins with. */
  rank: number;
  /** Name of its chat template in LLaMA-Factory. */
  template: string;
  /** Whether its tokenizer brings a chat template. */
  chats: boolean;
  note: string;
};

const llama = {
  family: 'llama',
  norms: 2,
  positions: 0,
  qkvBias: false,
  qkNorm: false,
  tied: true,
  note: '',
} as const;
const falcon = {
  family: 'falcon',
  licence: 'Apache-2.0',
  positions: 0,
  tied: true,
  qkvBias: false,
  qkNorm: false,
  headSize: 64,
  vocabulary: 65_024,
  rank: 16,
  template: 'falcon',
  chats: false,
} as const;

/** What recipes know. Sizes are those of the models' published configurations. */
export const baseModels: readonly BaseModel[] = [
  {
    ...{
      id: 'openai-community/gpt2',
      names: ['GPT-2', 'gpt2', 'openai/gpt2'],
      family: 'gpt2',
      licence: 'MIT',
    },
    ...{ layers: 12, hidden: 768, heads: 12, kvHeads: 12, headSize: 64, intermediate: 3072 },
    ...{ vocabulary: 50_257, positions: 1024, tied: true, qkvBias: true, qkNorm: false, norms: 2 },
    ...{
      rank: 8,
      template: 'default',
      chats: false,
      note: 'Small and old: to try a recipe, not to answer with.',
    },
  },
  {
    ...llama,
    ...{ id: 'HuggingFaceTB/SmolLM2-135M', names: ['SmolLM2-135M'], licence: 'Apache-2.0' },
    ...{
      layers: 30,
      hidden: 576,
      heads: 9,
      kvHeads: 3,
      headSize: 64,
      intermediate: 1536,
      vocabulary: 49_152,
    },
    ...{ rank: 8, template: 'smollm2', chats: false },
  },
  {
    ...llama,
    ...{ id: 'Qwen/Qwen2.5-0.5B', names: ['Qwen2.5-0.5B'], licence: 'Apache-2.0', qkvBias: true },
    ...{
      layers: 24,
      hidden: 896,
      heads: 14,
      kvHeads: 2,
      headSize: 64,
      intermediate: 4864,
      vocabulary: 151_936,
    },
    ...{ rank: 8, template: 'qwen', chats: true },
  },
  {
    ...llama,
    ...{ id: 'Qwen/Qwen2.5-1.5B', names: ['Qwen2.5-1.5B'], licence: 'Apache-2.0', qkvBias: true },
    ...{
      layers: 28,
      hidden: 1536,
      heads: 12,
      kvHeads: 2,
      headSize: 128,
      intermediate: 8960,
      vocabulary: 151_936,
    },
    ...{ rank: 16, template: 'qwen', chats: true },
  },
  {
    ...llama,
    ...{ id: 'Qwen/Qwen3-0.6B', names: ['Qwen3-0.6B'], licence: 'Apache-2.0', qkNorm: true },
    ...{
      layers: 28,
      hidden: 1024,
      heads: 16,
      kvHeads: 8,
      headSize: 128,
      intermediate: 3072,
      vocabulary: 151_936,
    },
    ...{ rank: 8, template: 'qwen3', chats: true },
  },
  {
    ...llama,
    id: 'TinyLlama/TinyLlama-1.1B-Chat-v1.0',
    names: [
      'TinyLlama-1.1B',
      'TinyLlama-1.1B-Chat-v1.0',
      'TinyLlama',
      'TinyLlama/TinyLlama_v1.1',
      'TinyLlama/TinyLlama-1.1B',
    ],
    ...{ licence: 'Apache-2.0', tied: false },
    ...{
      layers: 22,
      hidden: 2048,
      heads: 32,
      kvHeads: 4,
      headSize: 64,
      intermediate: 5632,
      vocabulary: 32_000,
    },
    ...{ rank: 16, template: 'zephyr', chats: true },
  },
  {
    ...llama,
    ...{ id: 'meta-llama/Llama-3.2-1B', names: ['Llama-3.2-1B'], licence: 'Llama 3.2 Community License' },
    ...{
      layers: 16,
      hidden: 2048,
      heads: 32,
      kvHeads: 8,
      headSize: 64,
      intermediate: 8192,
      vocabulary: 128_256,
    },
    ...{ rank: 16, template: 'llama3', chats: false },
    note: 'Its licence must be accepted on the hub before it can be downloaded.',
  },
  {
    ...falcon,
    ...{ id: 'tiiuae/falcon-7b', names: ['Falcon-7B'], layers: 32, hidden: 4544, heads: 71, kvHeads: 1 },
    ...{ intermediate: 18_176, norms: 1, note: '' },
  },
  {
    ...falcon,
    ...{ id: 'tiiuae/falcon-40b', names: ['Falcon-40B'], layers: 60, hidden: 8192, heads: 128, kvHeads: 8 },
    ...{ intermediate: 32_768, norms: 2, note: 'It needs several large accelerators, or one with QLoRA.' },
  },
];

/** By hub id or another of its names, in any case. */
export function baseModelNamed(name: string): BaseModel | undefined {
  const wanted = name.trim().toLowerCase();
  return baseModels.find(({ id, names }) => [id, ...names].some((one) => one.toLowerCase() === wanted));
}
