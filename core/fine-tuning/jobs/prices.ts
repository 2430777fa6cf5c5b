import type { ServiceId } from './service.ts';

/**
 * USD for a million tokens trained on, by the beginning of a model's name; the longest that fits counts. From the services'
 * price lists of 2025: whoever knows better says so with `--price`. What is not here has no price, and no job.
 */
export const PRICES: Record<ServiceId, Record<string, { sft: number; dpo: number }>> = {
  openai: {
    'gpt-4.1-nano': { sft: 1.5, dpo: 1.5 },
    'gpt-4.1-mini': { sft: 5, dpo: 5 },
    'gpt-4.1': { sft: 25, dpo: 25 },
    'gpt-4o-mini': { sft: 3, dpo: 3 },
    'gpt-4o': { sft: 25, dpo: 25 },
  },
  together: {},
  fireworks: {},
};

/** Null where the price is not known. */
export function priceOf(service: ServiceId, model: string, method: 'sft' | 'dpo'): number | null {
  const [best] = Object.entries(PRICES[service])
    .filter(([start]) => model.startsWith(start))
    .sort(([a], [b]) => b.length - a.length);
  return best?.[1][method] ?? null;
}

/** What a job will cost, as far as that can be told before it begins. */
export type Estimate = {
  rows: { train: number; valid: number };
  /** Of the training file, once. */
  tokens: number;
  trainedTokens: number;
  /** USD; null where the price is not known. */
  cost: number | null;
};

/** Characters that make a token: low, so that the estimate is rather too high. */
const CHARACTERS_A_TOKEN = 3;
/** Tokens that a chat template puts around a row. */
const AROUND_A_ROW = 12;

export function estimateOf(
  files: { train: { text: string; rows: number }; valid: { rows: number } },
  { epochs, price }: { epochs: number; price: number | null },
): Estimate {
  const { train, valid } = files;
  const tokens = Math.ceil(train.text.length / CHARACTERS_A_TOKEN) + train.rows * AROUND_A_ROW;
  const trainedTokens = tokens * epochs;
  return {
    rows: { train: train.rows, valid: valid.rows },
    ...{ tokens, trainedTokens, cost: price === null ? null : (trainedTokens / 1_000_000) * price },
  };
}
