/** When a document is worth a look. Days, and people. */
export const upkeepLimits = {
  /** Not touched for this long: its content may have been overtaken. Also the step of a review date that was kept. */
  untouchedDays: 180,
  /** Votes and citations that count are at most this old. */
  recentDays: 90,
  /** Different people who voted an answer from it down. */
  disputers: 2,
  /** Rows of a report. */
  rows: 200,
} as const;

export const DAY_MS = 24 * 3600 * 1000;
