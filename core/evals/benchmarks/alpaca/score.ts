import { meanOf, standardErrorOf } from '../moments.ts';
import type { Annotation, Output } from './annotations.ts';
import { describeJudge, type Judge } from './judge.ts';
import { fitLength, type LengthRow, rateAtEqualLength, ridgeStandardError } from './length-ridge.ts';
import { fittedShares, type ModelWeights } from './published-weights.ts';
import { codePoints, type WinRate, winRate } from './win-rate.ts';

/** A rate that answers of equal length would have, in per cent, and what it was made with. */
export type LengthControlled = {
  winRate: number;
  standardError: number | null;
  method: 'published weights' | 'ridge';
};

export type AlpacaScore = WinRate & {
  model: string | null;
  /** Verdicts that count, and those without a preference, which do not. */
  n: number;
  dropped: number;
  /** Mean length of the model's answers in code points, whole; null where no answer is given. */
  avgLength: number | null;
  /** Null where the answers' lengths are not known and no weights are given. */
  lengthControlled: LengthControlled | null;
  judge: Judge;
  warnings: string[];
};

/** A rate that length control moves so far is to be looked at: in points, and as a ratio. */
const FAR = { points: 10, ratio: 4 };

/** Weights of the published fit with the difficulty of each instruction, in order. */
export type Published = { weights: ModelWeights; difficulties: readonly number[] };

/** Scores verdicts, of which at least one must hold a preference. `outputs`: all answers of the model, for their length. */
export function scoreAnnotations(
  annotations: readonly Annotation[],
  { outputs, published }: { outputs?: readonly Output[]; published?: Published },
): AlpacaScore {
  const judged = annotations.filter((row) => row.preference !== null);
  const rates = winRate(judged.map(({ preference }) => preference ?? 0));
  const controlled = published === undefined ? byRidge(judged) : byWeights(published, judged.length);
  const answers = outputs?.map(({ output }) => output) ?? annotations.map(({ output2 }) => output2);
  const length = meanOf(answers.filter((answer) => answer !== null).map(codePoints));
  return {
    model: annotations[0]?.generator2 ?? outputs?.[0]?.generator ?? null,
    ...rates,
    n: judged.length,
    dropped: annotations.length - judged.length,
    avgLength: length === null ? null : Math.floor(length),
    lengthControlled: controlled,
    judge: describeJudge(annotations),
    warnings: controlled === null ? [] : warningsOf(rates.winRate, controlled.winRate),
  };
}

function byWeights({ weights, difficulties }: Published, verdicts: number): LengthControlled {
  const shares = fittedShares(weights, difficulties.slice(0, verdicts));
  return {
    winRate: meanOf(shares) ?? 0,
    standardError: standardErrorOf(shares),
    method: 'published weights',
  };
}

function byRidge(judged: readonly Annotation[]): LengthControlled | null {
  const rows = judged.flatMap(({ output1, output2, preference }): LengthRow[] =>
    output1 === null || output2 === null || preference === null
      ? []
      : [{ preference: preference - 1, longer: codePoints(output1) - codePoints(output2) }],
  );
  if (rows.length < judged.length) return null;
  return {
    winRate: rateAtEqualLength(fitLength(rows)),
    standardError: ridgeStandardError(rows),
    method: 'ridge',
  };
}

function warningsOf(raw: number, controlled: number): string[] {
  const ratio = Math.max(raw, controlled) / Math.min(raw, controlled);
  if (Math.abs(raw - controlled) <= FAR.points && ratio <= FAR.ratio) return [];
  return [
    `Length control moved the win rate from ${raw.toFixed(2)} to ${controlled.toFixed(2)}: look at the lengths.`,
  ];
}
