import type { EvalCaseResult } from '../../ports/batches.ts';

export type CasePair = { a: EvalCaseResult; b: EvalCaseResult };

/** Cases that both runs have, in the order of `a`, and the ids of those that one of them lacks. */
export type PairedCases = { pairs: CasePair[]; unmatched: { a: string[]; b: string[] } };

/**
 * Pairs the cases of two runs by what is asked and expected: a set that was imported again has other ids for the same
 * cases. Cases that are alike within a set are paired in their order.
 */
export function pairCases(a: readonly EvalCaseResult[], b: readonly EvalCaseResult[]): PairedCases {
  const theirs = keyed(b);
  const pairs: CasePair[] = [];
  const alone: string[] = [];
  for (const [key, own] of keyed(a)) {
    const other = theirs.get(key);
    if (other === undefined) alone.push(own.caseId);
    else pairs.push({ a: own, b: other });
    theirs.delete(key);
  }
  return { pairs, unmatched: { a: alone, b: [...theirs.values()].map(({ caseId }) => caseId) } };
}

function keyed(cases: readonly EvalCaseResult[]): Map<string, EvalCaseResult> {
  const seen = new Map<string, number>();
  return new Map(
    cases.map((one) => {
      const { question, expectedSources, mustAbstain, expectedAnswer, expectedFacts = [] } = one.expected;
      const sources = [...expectedSources].sort();
      const content = JSON.stringify([question, sources, mustAbstain, expectedAnswer, ...expectedFacts]);
      const before = seen.get(content) ?? 0;
      seen.set(content, before + 1);
      return [`${before} ${content}`, one];
    }),
  );
}
