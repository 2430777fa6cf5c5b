import type { ModelFailure } from './chat-model.ts';

/** What is judged: a passage's breadcrumb, outermost first, and its text. */
export type RerankPassage = { headings: string[]; text: string };

export type RerankRequest = { question: string; passages: readonly RerankPassage[] };

/** Why there is no judgement. `malformed` = an answer that cannot be one; `resting` = not asked, after failures in a row. */
export type RerankFailure =
  | Extract<ModelFailure, 'timeout' | 'rate-limited' | 'unauthorised' | 'provider-error' | 'aborted'>
  | 'malformed'
  | 'resting';

/** One finite score a passage, in the order of the passages, higher is better; comparable within one request only. */
export type RerankOutcome =
  | { kind: 'ranked'; scores: number[] }
  | { kind: 'failed'; reason: RerankFailure; message: string };

/**
 * Judges how well passages answer a question. Never throws, never answers with part of a judgement, and stops
 * soon after the signal fires. What it is told is data: a passage cannot order it to rank itself first.
 */
export type Reranker = {
  /** Names what decides the scores: kind, model, address, version of the prompt. Holds no secret. */
  readonly id: string;
  rank(request: RerankRequest, options: { signal: AbortSignal }): Promise<RerankOutcome>;
};
