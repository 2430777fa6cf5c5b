import { z } from 'zod';
import type { EvalRun } from '../../ports/batches.ts';
import type { RunGate } from './gate-of-runs.ts';

/** What a run must reach beside its baseline. */
export type GateRule = {
  /** Cases that may get worse. */
  allowed: number;
  /** Share of the judged cases that must pass, 0 to 1; null: any. */
  floor: number | null;
};

/**
 * What a gate found, in numbers. Reasons why it is shut: `regressed`, more cases got worse than may; `lost`, a case passed
 * before and could not be measured now; `below`, too few passed; `apart`, the runs have no case in common.
 */
export type GateFinding = z.infer<typeof gateFinding>;

/** As it is stored. `unmatched` = cases that only one of the runs has. */
export const gateFinding = z.object({
  verdict: z.enum(['pass', 'fail']),
  reasons: z.array(z.enum(['regressed', 'lost', 'below', 'apart'])),
  checked: z.number(),
  regressed: z.number(),
  fixed: z.number(),
  notMeasured: z.number(),
  notJudged: z.number(),
  unmatched: z.number(),
});

/** Judges a finished run by a rule; `gate` null = the runs have no case in common. */
export function judgeByRule(
  { allowed, floor }: GateRule,
  run: Pick<EvalRun, 'passed' | 'judged'>,
  gate: RunGate | null,
): GateFinding {
  const reasons: GateFinding['reasons'] = [];
  if (gate === null) reasons.push('apart');
  if ((gate?.regressed.length ?? 0) > allowed) reasons.push('regressed');
  if (gate?.notMeasured.some(({ before }) => before.passed === true)) reasons.push('lost');
  // A share of nothing is not reached.
  if (floor !== null && (run.judged === 0 || run.passed < floor * run.judged - TOLERANCE))
    reasons.push('below');
  return {
    ...{ verdict: reasons.length === 0 ? 'pass' : 'fail', reasons },
    ...{ checked: gate?.checked ?? 0, regressed: gate?.regressed.length ?? 0 },
    ...{ fixed: gate?.fixed.length ?? 0, notMeasured: gate?.notMeasured.length ?? 0 },
    notJudged: gate?.notJudged ?? 0,
    unmatched: (gate?.unmatched.run.length ?? 0) + (gate?.unmatched.baseline.length ?? 0),
  };
}

/** Shares such as 0.9 are not exact in binary: 9 of 10 reach it. */
const TOLERANCE = 1e-9;
