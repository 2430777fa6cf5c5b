import { z } from 'zod';
import type { ModelCall, Spent } from '../../ports/batches.ts';
import { priceOf } from '../prices/prices.ts';

export const nothingSpent: Spent = { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0, unpriced: 0 };

const stored = z.object({
  calls: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  usd: z.number(),
  unpriced: z.number(),
});

export function readSpent(json: string | null): Spent {
  return json === null ? nothingSpent : stored.parse(JSON.parse(json));
}

/** Characters of a token, at the least: so many tokens are taken for a call that did not say how many it used. */
const TOKEN_CHARACTERS = 3;

/** What some calls came to. One that broke off may have been billed: what it had is counted by its length. */
export function spentOn(calls: readonly ModelCall[]): Spent {
  return calls.reduce((sum, call) => {
    const inputTokens = call.usage?.inputTokens ?? tokensOf(call.messages.map(({ text }) => text).join(''));
    const outputTokens = call.usage?.outputTokens ?? tokensOf(call.reply);
    const usd = priceOf(call.model, { input: inputTokens, output: outputTokens });
    const priced = { usd: usd ?? 0, unpriced: usd === null ? 1 : 0 };
    return addSpent(sum, { calls: 1, inputTokens, outputTokens, ...priced });
  }, nothingSpent);
}

const tokensOf = (text: string): number => Math.ceil(text.length / TOKEN_CHARACTERS);

export function addSpent(a: Spent, b: Spent): Spent {
  return {
    calls: a.calls + b.calls,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    usd: a.usd + b.usd,
    unpriced: a.unpriced + b.unpriced,
  };
}
