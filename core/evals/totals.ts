import type { EvalRun, EvalScores } from '../ports/batches.ts';
import { wilson95 } from './intervals.ts';
import { eachScore } from './scores.ts';

/** What the totals need of one finished case. */
export type Finished = { scores: EvalScores; passed: boolean; error: string | null };

/** Totals over the finished cases of a run. Cases with an error were not measured: they are counted, not averaged. */
export function totalsOf(
  finished: readonly Finished[],
): Pick<EvalRun, 'done' | 'passed' | 'errors' | 'means' | 'passInterval'> {
  const scored = finished.filter((one) => one.error === null);
  const passed = scored.filter((one) => one.passed).length;
  return {
    done: finished.length,
    passed,
    errors: finished.length - scored.length,
    means: eachScore((name) => mean(scored.map((one) => one.scores[name] ?? null))),
    passInterval: wilson95(passed, scored.length),
  };
}

/** Over the cases to which the score applies; null when there are none. */
function mean(scores: (number | null)[]): number | null {
  const applicable = scores.filter((score) => score !== null);
  if (applicable.length === 0) return null;
  return applicable.reduce((sum, score) => sum + score, 0) / applicable.length;
}
