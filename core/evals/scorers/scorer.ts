import type { GoldenCase, ScorerInfo } from '../../ports/batches.ts';
import type { Answer } from '../../types.ts';
import type { CitedSource, Source } from '../sources.ts';

/** What scorers look at of an answer: what a run keeps of it. */
export type ScoredAnswer = Pick<Answer, 'outcome' | 'text'> & {
  citations: readonly CitedSource[];
};

/** What there is to score: the answer, and what its search found (null = it was not searched). */
export type Observed = { answer: ScoredAnswer; retrieved: readonly Source[] | null };

/** One way to score a case. A new one is a file here and a line in `all-scorers.ts`. */
export type Scorer = ScorerInfo & {
  /** 0..1, or null where it does not apply to the case. */
  score(expected: GoldenCase, observed: Observed): number | null | Promise<number | null>;
};
