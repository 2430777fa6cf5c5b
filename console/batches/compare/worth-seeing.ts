/** The difference in shares that a comparison should be able to show. */
export const WORTH_SEEING = 0.05;
