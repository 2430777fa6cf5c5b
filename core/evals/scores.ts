import type { EvalScores, GoldenCase } from '../ports/batches.ts';
import { withoutMarks } from '../text/citation-marks.ts';
import type { Answer } from '../types.ts';
import { squadF1 } from './answer-f1.ts';
import { isSource, type Source } from './sources.ts';

/** What there is to judge: the answer, and what its search found (null = it was not searched). */
export type Observed = { answer: Answer; retrieved: readonly Source[] | null };

/** Scores one case 0..1, or null where the score does not apply to it. */
export type Scorer = (expected: GoldenCase, observed: Observed) => number | null;

/** Every score of a case. A new metric is one line here and one in `EvalScores`. */
const scorers: Record<keyof EvalScores, Scorer> = {
  outcome: ({ mustAbstain }, { answer }) =>
    Number(answer.outcome === (mustAbstain ? 'abstained' : 'answered')),
  citedSource: (expected, { answer }) => sourceScore(expected, answer.citations),
  retrievedSource: (expected, { retrieved }) => sourceScore(expected, retrieved),
  answerF1: ({ mustAbstain, expectedAnswer }, { answer }) => {
    if (mustAbstain || expectedAnswer === null) return null;
    return answer.outcome === 'answered' ? squadF1(withoutMarks(answer.text, ' '), expectedAnswer) : 0;
  },
};

/** The scores that a case must reach, each where it applies; the others only inform. */
const passing = ['outcome', 'citedSource'] as const satisfies (keyof EvalScores)[];

export const scoreNames = Object.keys(scorers) as (keyof EvalScores)[];

/** Builds one value per score. */
export function eachScore(value: (name: keyof EvalScores) => number | null): EvalScores {
  return Object.fromEntries(scoreNames.map((name) => [name, value(name)])) as EvalScores;
}

/** The scores of a case that was not measured. */
export const noScores: EvalScores = eachScore(() => null);

export function scoreCase(expected: GoldenCase, observed: Observed): EvalScores {
  return eachScore((name) => scorers[name](expected, observed));
}

/** Passed = every score of `passing` that applies is 1, and at least one does. */
export function isPassed(scores: EvalScores): boolean {
  const applicable = passing.map((name) => scores[name]).filter((score) => score !== null);
  return applicable.length > 0 && applicable.every((score) => score === 1);
}

/** Any one of the expected sources will do. */
function sourceScore(expected: GoldenCase, sources: readonly Source[] | null): number | null {
  if (expected.mustAbstain || expected.expectedSources.length === 0 || sources === null) return null;
  return Number(expected.expectedSources.some((name) => sources.some((source) => isSource(name, source))));
}
