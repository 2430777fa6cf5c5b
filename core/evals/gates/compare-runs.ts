import type { EvalCaseResult, ScorerInfo } from '../../ports/batches.ts';
import { type Comparison, comparePairs, judge, type Pair } from '../statistics/compare.ts';
import { holm } from '../statistics/holm.ts';
import { type CasePair, pairCases } from './pair-cases.ts';

export type ScoreComparison = Comparison & { adjustedP: number };

/** Run a against run b; the fields on top compare what passed. */
export type RunComparison = Comparison & {
  /** Each scorer that both runs have scores of; verdicts after Holm's correction. */
  scores: Record<string, ScoreComparison>;
  /** Ids (of a's cases) that passed in one of the runs only. */
  onlyA: string[];
  onlyB: string[];
  /** Cases without an expectation, and such that ended in an error in either run: in no number above. */
  notJudged: string[];
  notMeasured: string[];
  unmatched: { a: string[]; b: string[] };
};

/** Paired statistics of two runs over the cases that both have. Null where no case of both was judged. */
export function compareRuns(
  a: readonly EvalCaseResult[],
  b: readonly EvalCaseResult[],
  { scorers, points }: { scorers: readonly Pick<ScorerInfo, 'name'>[]; points: number },
): RunComparison | null {
  const { pairs, unmatched } = pairCases(a, b);
  const measured = pairs.filter((pair) => isMeasured(pair.a) && isMeasured(pair.b));
  const judged = measured.filter((pair) => pair.a.verdict !== 'unjudged' && pair.b.verdict !== 'unjudged');
  if (judged.length === 0) return null;
  const passed = judged.map((pair) => toPair(Number(pair.a.passed), Number(pair.b.passed)));
  const only = (mine: 'a' | 'b', other: 'a' | 'b'): string[] =>
    judged.filter((pair) => pair[mine].passed && !pair[other].passed).map((pair) => pair.a.caseId);
  const idsWithout = (kept: readonly CasePair[], all: readonly CasePair[]): string[] =>
    all.filter((pair) => !kept.includes(pair)).map((pair) => pair.a.caseId);
  return {
    ...comparePairs(passed, { points, permutation: false }),
    scores: byScorer(judged, scorers, points),
    onlyA: only('a', 'b'),
    onlyB: only('b', 'a'),
    notJudged: idsWithout(judged, measured),
    notMeasured: idsWithout(measured, pairs),
    unmatched,
  };
}

const isMeasured = ({ outcome, error }: EvalCaseResult): boolean => error === null && outcome !== 'pending';
const toPair = (a: number, b: number): Pair => ({ a, b, cluster: null });

function byScorer(
  pairs: readonly CasePair[],
  scorers: readonly Pick<ScorerInfo, 'name'>[],
  points: number,
): Record<string, ScoreComparison> {
  const compared = scorers.flatMap(({ name }) => {
    const scored = pairs.flatMap(({ a, b }): Pair[] => {
      const [mine, other] = [a.scores[name] ?? null, b.scores[name] ?? null];
      return mine === null || other === null ? [] : [toPair(mine, other)];
    });
    if (scored.length === 0) return [];
    return [{ name, comparison: comparePairs(scored, { points, permutation: false }) }];
  });
  const adjusted = holm(compared.map(({ comparison }) => comparison.p));
  return Object.fromEntries(
    compared.map(({ name, comparison }, at) => {
      const adjustedP = adjusted[at] ?? comparison.p;
      const judged = judge({ ...comparison, p: adjustedP }, comparison.needed, comparison.n);
      return [name, { ...comparison, ...judged, adjustedP }];
    }),
  );
}
