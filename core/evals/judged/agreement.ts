import { type Correlations, correlate } from '../statistics/correlation.ts';

/** A judge's score of something, beside a person's. */
export type Rated = { judge: number; expert: number };

/** Which of two answers a judge preferred, asked twice with the answers in both orders. */
export type Verdict = 'a' | 'b' | 'tie';
export type BothOrders = { aFirst: Verdict; bFirst: Verdict };

export type RatedAgreement = Correlations & { n: number };

export type OrderAgreement = {
  n: number;
  /** Share of pairs with the same verdict in both orders. */
  consistency: number;
  /** Of all verdicts that name a winner, those that name the answer shown first: one half where order does not count. */
  firstShown: number | null;
  /** Of all verdicts, those that are ties. */
  ties: number;
  /** Wins of a, a pair that the judge is of two minds about counting one half. */
  winRate: number;
};

/** How far a judge's scores go with those of people. */
export function agreeWithExperts(rows: readonly Rated[]): RatedAgreement {
  return {
    n: rows.length,
    ...correlate(
      rows.map(({ judge }) => judge),
      rows.map(({ expert }) => expert),
    ),
  };
}

/** How far a judge's verdicts hang on the order in which it is shown the answers. */
export function agreeInBothOrders(rows: readonly BothOrders[]): OrderAgreement {
  const verdicts = rows.flatMap(({ aFirst, bFirst }) => [aFirst, bFirst]);
  const decided = verdicts.filter((one) => one !== 'tie').length;
  const first = rows.reduce(
    (sum, { aFirst, bFirst }) => sum + Number(aFirst === 'a') + Number(bFirst === 'b'),
    0,
  );
  const same = rows.filter(({ aFirst, bFirst }) => aFirst === bFirst);
  const wins = rows.reduce((sum, { aFirst, bFirst }) => {
    if (aFirst !== bFirst || aFirst === 'tie') return sum + 0.5;
    return sum + Number(aFirst === 'a');
  }, 0);
  return {
    n: rows.length,
    consistency: same.length / rows.length,
    firstShown: decided === 0 ? null : first / decided,
    ties: (verdicts.length - decided) / verdicts.length,
    winRate: wins / rows.length,
  };
}
