import { z } from 'zod';
import type { EvalRun, EvalScores, Verdict } from '../../ports/batches.ts';
import { wilson95 } from '../intervals.ts';
import { eachScore } from '../scores.ts';

/** What the totals need of one finished case. `ms` = how long it took; null where nobody knows. */
export type Finished = { scores: EvalScores; verdict: Verdict; ms: number | null };

/** Cases whose times say how long the rest will take. */
const RECENT = 50;

const stored = z.object({
  failed: z.number(),
  error: z.number(),
  unjudged: z.number(),
  passed: z.number(),
  /** By scorer: the sum of its scores and how many there are. */
  sums: z.record(z.string(), z.tuple([z.number(), z.number()])),
  recent: z.array(z.number()),
});

/** Sums over the finished cases of a run. They grow case by case, so that no page counts them anew. */
export type Totals = z.infer<typeof stored>;

export const noTotals: Totals = { failed: 0, error: 0, unjudged: 0, passed: 0, sums: {}, recent: [] };

export const readTotals = (json: string): Totals => stored.parse(JSON.parse(json));

/** The totals with one case more. What ended in an error was not measured: it is counted, not averaged. */
export function addToTotals(totals: Totals, { scores, verdict, ms }: Finished): Totals {
  const sums = { ...totals.sums };
  if (verdict !== 'error')
    for (const [name, score] of Object.entries(scores)) {
      if (score === null) continue;
      const [sum, count] = sums[name] ?? [0, 0];
      sums[name] = [sum + score, count + 1];
    }
  const recent = ms === null ? totals.recent : [...totals.recent.slice(1 - RECENT), ms];
  return { ...totals, [verdict]: totals[verdict] + 1, sums, recent };
}

export const totalsOf = (finished: readonly Finished[]): Totals => finished.reduce(addToTotals, noTotals);

export const countDone = ({ failed, error, unjudged, passed }: Totals): number =>
  failed + error + unjudged + passed;

/** The totals as a run shows them: the share is that of cases that were judged. */
export function viewTotals(
  totals: Totals,
): Pick<EvalRun, 'done' | 'passed' | 'judged' | 'unjudged' | 'errors' | 'means' | 'passInterval'> {
  const { failed, passed, error, unjudged } = totals;
  return {
    done: countDone(totals),
    ...{ passed, judged: passed + failed, unjudged, errors: error },
    means: eachScore((name) => {
      const [sum, count] = totals.sums[name] ?? [0, 0];
      return count === 0 ? null : sum / count;
    }),
    passInterval: wilson95(passed, passed + failed),
  };
}

/** How long the cases left will take, by the latest; null where none is known. */
export function etaOf({ recent }: Totals, left: number): number | null {
  if (recent.length === 0) return null;
  return Math.round((recent.reduce((sum, ms) => sum + ms, 0) / recent.length) * left);
}
