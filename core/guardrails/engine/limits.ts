/** Limits of the guard engine. */
export const guardLimits = {
  /** Rounds that may change a value; one that is still not settled was made to slip through. */
  rounds: 4,
  /** Milliseconds for one asynchronous check, by cost. */
  budgetMs: { cheap: 1_000, slow: 8_000 },
  /** How often a model is asked again for one value. */
  reasks: 2,
} as const;
