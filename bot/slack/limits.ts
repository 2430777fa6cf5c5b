/**
 * Slack's limits, in characters or items, as far as Docent touches them. Texts stay below Slack's own figures
 * (section 3000, blocks together about 13 200, text best below 4000) because escaping makes them longer.
 */
export const slackLimits = {
  /** Body of one posted message; a longer answer becomes several messages. */
  messageText: 3_800,
  sectionText: 2_900,
  /** Sources or nearest documents that are listed. */
  listed: 12,
  /** One line of such a list, before escaping. */
  line: 180,
  buttonText: 75,
  buttonValue: 2_000,
  /** Messages read at once, and pages at most, when a thread is read. */
  page: 200,
  pages: 5,
} as const;

/** Waits and deadlines of the connector, in milliseconds. */
export type SlackTimings = {
  /** One Web API call. */
  callMs: number;
  /** How long the status line may take before the eyes emoji is put instead. */
  statusMs: number;
  /** Slack wants an event acknowledged within 3 s: what is not stored by then is left for redelivery. */
  storeMs: number;
  /** From the start of a connection to Slack's hello. */
  helloMs: number;
  /** Before the thread is searched for a message whose posting had no answer. */
  settleMs: number;
  /** Asked of the caller after a delivery whose outcome could not be settled. */
  retryMs: number;
  /** First wait before connecting again; doubles with every failure, up to the second figure. */
  backoffMs: number;
  backoffMaxMs: number;
  /** A connection that stood this long counts as good: the waits begin anew. */
  stableMs: number;
  /** Wait after a refused token: only a person can mend it. */
  refusedMs: number;
  /** Bolt pings three times in this span and reconnects when no pong came within it. */
  pingMs: number;
};

export const slackTimings: SlackTimings = {
  callMs: 10_000,
  statusMs: 700,
  storeMs: 2_500,
  helloMs: 15_000,
  settleMs: 500,
  retryMs: 5_000,
  backoffMs: 1_000,
  backoffMaxMs: 60_000,
  stableMs: 30_000,
  refusedMs: 60_000,
  pingMs: 5_000,
};
