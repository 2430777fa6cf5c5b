/** Names of the two answers as the judge saw them: the first shown and the second. */
export type ShownNames = { first: string; second: string };

export const SHORT_NAMES: ShownNames = { first: 'm', second: 'M' };
export const LONG_NAMES: ShownNames = { first: 'model_1', second: 'model_2' };

/**
 * Preference for the second shown, 1..2, from the probabilities of the first token; one that is not listed counts 0.
 * Null where neither name is among the likely tokens, or there are no probabilities.
 */
export function preferenceFromLogprobs(raw: unknown, names: ShownNames): number | null {
  const [token] = listOf(at(at(raw, 'logprobs'), 'content'));
  const top = at(token, 'top_logprobs');
  if (!Array.isArray(top)) return null;
  const probability = (name: string) => {
    const found: unknown = top.find((entry) => at(entry, 'token') === name);
    const logprob = at(found, 'logprob');
    return typeof logprob === 'number' ? Math.exp(logprob) : 0;
  };
  const [first, second] = [probability(names.first), probability(names.second)];
  return first + second === 0 ? null : 1 + second / (first + second);
}

/** Preference for the second shown, 1 or 2, from a list of models and ranks, in JSON or as Python writes it. */
export function preferenceFromRanking(raw: unknown, names: ShownNames): number | null {
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
  const ranks = new Map<string, number>();
  for (const [entry] of text.matchAll(/\{[^{}]*\}/g)) {
    const model = /['"]model['"]\s*:\s*['"]([^'"]*)['"]/.exec(entry)?.[1];
    const rank = /['"]rank['"]\s*:\s*['"]?(\d+)/.exec(entry)?.[1];
    if (model !== undefined && rank !== undefined) ranks.set(model, Number(rank));
  }
  const [first, second] = [ranks.get(names.first), ranks.get(names.second)];
  if (first === undefined || second === undefined || first === second) return null;
  return first < second ? 1 : 2;
}

/** Preference for the model under test, where the judge may have seen it first. */
export function unswapped(preference: number, swapped: boolean): number {
  return swapped ? 3 - preference : preference;
}

function at(value: unknown, key: string | number): unknown {
  return value !== null && typeof value === 'object'
    ? (value as Record<string | number, unknown>)[key]
    : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
