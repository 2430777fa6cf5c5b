import type { EvalCaseResult } from '../../ports/batches.ts';
import { type Gate, type GateAnswer, gateOf } from './gate.ts';
import { type PairedCases, pairCases } from './pair-cases.ts';

export type RunGate = Gate & { unmatched: { run: string[]; baseline: string[] } };

/** Holds a run against its baseline. Null where the two have no case in common. */
export function gateOfRuns(
  run: readonly EvalCaseResult[],
  baseline: readonly EvalCaseResult[],
): RunGate | null {
  const { pairs, unmatched }: PairedCases = pairCases(run, baseline);
  if (pairs.length === 0) return null;
  const gate = gateOf(
    pairs.map(({ a, b }) => ({
      ...{ id: a.caseId, question: a.question },
      ...{ before: answerOf(b), after: answerOf(a) },
    })),
  );
  return { ...gate, unmatched: { run: unmatched.a, baseline: unmatched.b } };
}

function answerOf({ outcome, verdict, passed, error, text, citations }: EvalCaseResult): GateAnswer {
  return {
    ...{ outcome, error, text },
    passed: verdict === 'unjudged' ? null : passed,
    sources: citations.map(({ documentId, title, path }) => ({ documentId, title, path, quote: null })),
  };
}
