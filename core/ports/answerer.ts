import type { ScoredPassage, ThreadTurn, Usage } from '../types.ts';
import type { ModelFailure, PassedOver } from './chat-model.ts';

/** What an answerer is given: passages in the order they are numbered, `[1]` first. */
export type AnswerRequest = {
  question: string;
  thread: ThreadTurn[];
  passages: ScoredPassage[];
  /** How it is to sound, in the words of an admin. */
  persona?: string;
  /** The evidence leaves it open which of the passages answers, if one does. */
  unsure?: boolean;
  /** The answerer's own last draft, and why it may not be shown: it is asked to do better. */
  again?: { draft: string; problems: string[] };
  /** Told of the draft piece by piece where it comes so; what was told counts only once the draft is `drafted`. */
  onPiece?: (text: string) => void;
  signal: AbortSignal;
};

/** What a quoted answer shows of itself: how well it fits the question, as far as words tell. Shares are 0..1. */
export type QuoteSignals = {
  /** What the question asks for (`number`, `steps`, `other`, …) and what was quoted (`prose`, `list`, …). */
  questionKind: string;
  blockKind: string;
  /** Whether the quote holds the kind of thing asked for; null where no sign would tell. */
  holdsAsked: boolean | null;
  /** Share of the question's words, the rarer the more, in the quote; with the headings above it. */
  cover: number;
  coverWithHeadings: number;
  /** Share of a direct question's words that neither quote nor headings have; 0 where a situation is told, or a follow-up asked. */
  unmet: number;
  /** The question leans on the turns before, and what it says itself is little or does not stand there. */
  leans: boolean;
  /** The question says too little by itself, the quote's passage was far less likely than others, or the words are scattered over it. */
  doubtful: boolean;
  /** The best quoted part's share of the odds among all sentences that were read. */
  bestShare: number;
  /** Passages that were quoted. */
  passages: number;
};

/**
 * What it made of them. `drafted` text cites passages as `[n]`, n from 1 in the order given.
 * `quotes` are the verbatim sentences it used of passage n, where it knows them, the best first; `signals` what they show.
 * `nothing` = it read the passages and found no answer in them.
 * `passedOver` = models that were asked before and could not answer.
 */
export type Draft = { passedOver?: PassedOver[] } & (
  | {
      kind: 'drafted';
      text: string;
      usage: Usage | null;
      quotes?: { n: number; text: string }[];
      signals?: QuoteSignals;
    }
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
  /** The question in words that documents may use, as one to three searches; none where it fails. Absent: its own words alone. */
  searches?(question: string, signal: AbortSignal): Promise<string[]>;
  /** Who quotes where this one fails; absent: nobody, and the asker is told so. */
  readonly fallback?: Answerer;
};
