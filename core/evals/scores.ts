import { z } from 'zod';
import type { EvalScores, GoldenCase, Verdict } from '../ports/batches.ts';
import { allScorers } from './scorers/all-scorers.ts';
import type { Observed, Scorer } from './scorers/scorer.ts';

/** Builds one value per scorer. */
export function eachScore(value: (name: string) => number | null): EvalScores {
  return Object.fromEntries(allScorers.map(({ name }) => [name, value(name)]));
}

/** The scores of a case that was not measured. */
export const noScores: EvalScores = eachScore(() => null);

const storedScores = z.record(z.string(), z.number().nullable());

/** Stored scores, whichever version wrote them: a scorer that it did not have gave none. */
export function readScores(json: string): EvalScores {
  const stored = storedScores.parse(JSON.parse(json));
  return { ...noScores, ...stored };
}

export async function scoreCase(expected: GoldenCase, observed: Observed): Promise<EvalScores> {
  const scores = allScorers.map(
    async (scorer: Scorer) => [scorer.name, await scorer.score(expected, observed)] as const,
  );
  return Object.fromEntries(await Promise.all(scores));
}

/** Passed = every scorer that decides and applies says 1; unjudged = none of them applies. */
export function verdictOf(scores: EvalScores): Exclude<Verdict, 'error'> {
  const applicable = allScorers
    .filter(({ decides }) => decides)
    .map(({ name }) => scores[name] ?? null)
    .filter((score) => score !== null);
  if (applicable.length === 0) return 'unjudged';
  return applicable.every((score) => score === 1) ? 'passed' : 'failed';
}

export const isPassed = (scores: EvalScores): boolean => verdictOf(scores) === 'passed';
