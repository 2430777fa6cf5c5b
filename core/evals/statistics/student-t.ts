import { betaBelow, betaQuantile } from './beta-distribution.ts';

/** How often chance alone gives a t at least this far from 0, on either side. */
export function tTwoSided(t: number, degrees: number): number {
  return betaBelow(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** The t that is exceeded on either side with this chance: 0.05 gives the factor of a 95 % interval. */
export function tCritical(twoSided: number, degrees: number): number {
  const x = betaQuantile(twoSided, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}
