import type { ModelFailure } from './chat-model.ts';

/** A token of a text as a model reads it. */
export type ScoredToken = {
  /** Where it stands in the text, in UTF-16 units; a token of half a character may have no length. */
  start: number;
  end: number;
  /** Natural logarithm of its probability after what stands before it; null where nothing does. */
  logprob: number | null;
  /** Whether the model thought no other token likelier; null where it has no `logprob`. */
  likeliest: boolean | null;
};

export type ScoredText =
  | { kind: 'tokens'; tokens: ScoredToken[] }
  /** `no-log-probabilities`: the server answered, but without them; `overflow`: the text is longer than it can read. */
  | { kind: 'failure'; reason: ModelFailure | 'no-log-probabilities'; message: string; overflow?: true };

/** A model that says how likely a given text is. Never throws for what a server does: that is a `failure`. */
export type TextScorer = {
  /** `provider:name`. */
  readonly id: string;
  score(text: string, options: { signal: AbortSignal }): Promise<ScoredText>;
};
