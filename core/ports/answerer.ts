import type { ScoredPassage, ThreadTurn, Usage } from '../types.ts';
import type { ModelFailure, PassedOver } from './chat-model.ts';

/** What an answerer is given: passages in the order they are numbered, `[1]` first. */
export type AnswerRequest = {
  question: string;
  thread: ThreadTurn[];
  passages: ScoredPassage[];
  /** The answerer's own last draft, and why it may not be shown: it is asked to do better. */
  again?: { draft: string; problems: string[] };
  /** Told of the draft piece by piece where it comes so; what was told counts only once the draft is `drafted`. */
  onPiece?: (text: string) => void;
  signal: AbortSignal;
};

/**
 * What it made of them. `drafted` text cites passages as `[n]`, n from 1 in the order given.
 * `quotes` are the verbatim sentences it used of passage n, where it knows them.
 * `nothing` = it read the passages and found no answer in them.
 * `passedOver` = models that were asked before and could not answer.
 */
export type Draft = { passedOver?: PassedOver[] } & (
  | { kind: 'drafted'; text: string; usage: Usage | null; quotes?: { n: number; text: string }[] }
  | { kind: 'nothing' }
  | { kind: 'failed'; reason: ModelFailure; message: string; model?: string }
);

/** Writes (model) or quotes (extractive) an answer from passages. */
export type Answerer = {
  readonly servedBy: 'model' | 'extract';
  /** Model and prompt version: part of the cache key. */
  readonly id: string;
  answer(request: AnswerRequest): Promise<Draft>;
  /** A follow-up made to stand alone, given its thread; the text itself where it already does. */
  standalone(text: string, thread: ThreadTurn[], signal: AbortSignal): Promise<string>;
  /** Who quotes where this one fails; absent: nobody, and the asker is told so. */
  readonly fallback?: Answerer;
};
