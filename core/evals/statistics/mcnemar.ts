import { logGamma } from './beta-distribution.ts';
import { Z_95 } from './normal.ts';
import { clopperPearson95 } from './proportions.ts';

/** Two systems on the same items, each right or wrong. */
export type McNemar = {
  p: number;
  /** Share right of the first minus that of the second. */
  difference: number;
  /** Of the difference, from the sample (n - 1); null of a single item. */
  standardError: number | null;
  interval: [number, number];
};

/** Below so many items on which the two differ, the normal interval is too narrow. */
const FEW = 25;

/**
 * McNemar's test, exact and two-sided (Psychometrika 12, 1947): p is the chance that a fair coin splits the items on
 * which only one system is right at least as unevenly. The interval is normal; where the two differ on fewer than 25
 * items it is the exact one that belongs to the test, and where they differ nowhere, what that still leaves possible.
 */
export function mcnemar(onlyFirst: number, onlySecond: number, items: number): McNemar {
  const differing = onlyFirst + onlySecond;
  const difference = (onlyFirst - onlySecond) / items;
  const spread = differing - (onlyFirst - onlySecond) ** 2 / items;
  const standardError = items < 2 ? null : Math.sqrt(spread / (items * (items - 1)));
  const margin = Z_95 * (standardError ?? 0);
  const interval: [number, number] =
    differing < FEW ? exactInterval(onlyFirst, differing, items) : [difference - margin, difference + margin];
  return { p: coinP(Math.min(onlyFirst, onlySecond), differing), difference, standardError, interval };
}

function exactInterval(onlyFirst: number, differing: number, items: number): [number, number] {
  if (differing === 0) {
    const most = clopperPearson95(0, items)?.[1] ?? 1;
    return [-most, most];
  }
  const [low, high] = clopperPearson95(onlyFirst, differing) ?? [0, 1];
  return [((2 * low - 1) * differing) / items, ((2 * high - 1) * differing) / items];
}

/** Twice the chance of at most `fewer` heads in `tosses` of a fair coin, at most 1. */
function coinP(fewer: number, tosses: number): number {
  let sum = 0;
  for (let heads = 0; heads <= fewer; heads++) {
    const ways = logGamma(tosses + 1) - logGamma(heads + 1) - logGamma(tosses - heads + 1);
    sum += Math.exp(ways - tosses * Math.LN2);
  }
  return Math.min(1, 2 * sum);
}
