import { betaQuantile } from './beta-distribution.ts';

/** 95 % Clopper-Pearson interval of a share, exact and therefore a little wide (Biometrika 26, 1934). Null when `of` is 0. */
export function clopperPearson95(successes: number, of: number): [number, number] | null {
  if (of === 0) return null;
  return [
    successes === 0 ? 0 : betaQuantile(0.025, successes, of - successes + 1),
    successes === of ? 1 : betaQuantile(0.975, successes + 1, of - successes),
  ];
}
