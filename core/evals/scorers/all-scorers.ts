import { answerF1 } from './answer-f1.ts';
import { citedSource } from './cited-source.ts';
import { facts } from './facts.ts';
import { knownWrong } from './known-wrong.ts';
import { outcome } from './outcome.ts';
import { retrievedSource } from './retrieved-source.ts';
import type { Scorer } from './scorer.ts';

/** Every scorer, in the order that pages and exports name them. The one list: nothing else names scorers. */
export const allScorers: readonly Scorer[] = [
  // New ones go last: the columns of exports keep their places.
  outcome,
  citedSource,
  retrievedSource,
  answerF1,
  facts,
  knownWrong,
];
