import { meanOf, standardErrorOf } from '../moments.ts';

export type WinRate = {
  /** Mean preference for the model, in per cent. */
  winRate: number;
  /** In per cent; null under two verdicts. */
  standardError: number | null;
  wins: number;
  losses: number;
  draws: number;
  /** Wins and half of the draws, in per cent. */
  discreteWinRate: number;
};

/** Counts preferences of 1 (the reference) to 2 (the model), 1.5 a draw. Needs at least one. */
export function winRate(preferences: readonly number[]): WinRate {
  const wins = preferences.filter((preference) => preference > 1.5).length;
  const losses = preferences.filter((preference) => preference < 1.5).length;
  const draws = preferences.length - wins - losses;
  const shares = preferences.map((preference) => 100 * (preference - 1));
  return {
    winRate: meanOf(shares) ?? 0,
    standardError: standardErrorOf(shares),
    wins,
    losses,
    draws,
    discreteWinRate: (100 * (wins + draws / 2)) / preferences.length,
  };
}

/** Characters as Python counts them: an emoji is one, where `length` says two. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
