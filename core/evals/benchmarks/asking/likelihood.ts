import type { TextScorer } from '../../../ports/text-scorer.ts';
import type { Unanswered } from './generate.ts';

/** Sum over the tokens of a continuation, and whether the model would write each of them. */
export type Likelihood = { kind: 'likelihood'; sum: number; greedy: boolean };

/** What a scorer can be asked. */
export type Capability =
  /** `startToken`: the server puts one before a text by itself, so that the first token has a probability. */
  { kind: 'able'; startToken: boolean } | Unanswered;

const PROBE = 'The sky is blue.';

/** Asks once whether a server gives log-probabilities of a given text, before anything else is asked. */
export async function checkScorer(scorer: TextScorer, signal: AbortSignal): Promise<Capability> {
  const scored = await scorer.score(PROBE, { signal });
  if (scored.kind === 'failure') return { ...scored, kind: 'none' };
  const [first, ...others] = scored.tokens;
  const complete = others.every(({ logprob, likeliest }) => logprob !== null && likeliest !== null);
  if (first === undefined || others.length === 0 || !complete)
    return {
      ...{ kind: 'none', reason: 'no-log-probabilities' },
      message: 'The server answered without the log-probabilities of its prompt.',
    };
  return { kind: 'able', startToken: first.logprob !== null };
}

/**
 * The log-likelihood of a continuation. As in lm-evaluation-harness, white space at the end of the context counts to the
 * continuation; a token that spans both does too. `start` stands before a text without context.
 */
export async function likelihoodOf(
  scorer: TextScorer,
  { context, continuation, start }: { context: string; continuation: string; start: string },
  signal: AbortSignal,
): Promise<Likelihood | Unanswered> {
  const before = context === '' ? start : context.trimEnd();
  const text = context === '' ? start + continuation : context + continuation;
  const scored = await scorer.score(text, { signal });
  if (scored.kind === 'failure') return { ...scored, kind: 'none' };
  const own = scored.tokens.filter((token) => token.start >= before.length || token.end > before.length);
  let sum = 0;
  for (const { logprob } of own) {
    if (logprob === null)
      return {
        ...{ kind: 'none', reason: 'no-log-probabilities' },
        message: 'The first token of a text without context has no log-probability.',
      };
    sum += logprob;
  }
  return { kind: 'likelihood', sum, greedy: own.every(({ likeliest }) => likeliest === true) };
}
