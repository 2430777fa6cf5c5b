/**
 * Slack's limits, in characters or items, as far as Docent touches them. Texts stay below Slack's own figures
 * (section 3000, blocks together about 13 200, text best below 4000) because escaping makes them longer.
 */
export const slackLimits = {
  /** Body of one posted message; a longer answer becomes several messages. */
  messageText: 3_800,
  sectionText: 2_900,
  /**
   * Markdown in one message that an answer is streamed into, after which the next one begins. Slack takes 12 000; with this
   * the text stands from the start in as many messages as the finished answer will have.
   */
  streamedText: 3_700,
  /** Sources or nearest documents that are listed. */
  listed: 12,
  /** One line of such a list, before escaping. */
  line: 180,
  buttonText: 75,
  buttonValue: 2_000,
  /** Messages read at once, and pages at most, when a thread is read. */
  page: 200,
  pages: 5,
  /**
   * After a connection: questions of this time are answered, older ones up to the second are apologised for (ms), read
   * from so many places, pages and threads of a place; and how far back a later connection looks beyond the last one.
   */
  catchUpMs: 30 * 60_000,
  apologyMs: 24 * 3_600_000,
  catchUpChannels: 500,
  catchUpPages: 3,
  catchUpThreads: 20,
  catchUpMarginMs: 60_000,
  /** Characters of a forwarded message, and names of files, that are read with a question. */
  forwarded: 1_500,
  files: 10,
  /** A token that expires (after 12 hours) is exchanged this long before, so that there is time to mend what fails (ms). */
  refreshBeforeMs: 4 * 3_600_000,
  /** Reactions a minute that are left for eyes when thumbs are put under answers. */
  spareReactions: 10,
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
  /** How much of the waits that keep within Slack's tiers is waited; 1, but in tests. */
  paceShare: number;
  /** Between two pieces of an answer that is streamed: 50 updates a minute at most. */
  streamMs: number;
  /** How long writing an answer must take, from its first sentence on, before it is streamed. */
  streamAfterMs: number;
  /** Before the thread is searched for a message whose posting had no answer. */
  settleMs: number;
  /** Asked of the caller after a delivery whose outcome could not be settled. */
  retryMs: number;
  /** First wait before connecting again; doubles with every failure, up to the second figure. */
  backoffMs: number;
  backoffMaxMs: number;
  /** A connection that stood this long counts as good: the waits begin anew. */
  stableMs: number;
  /** Slack sends an event that nobody took again for about so long: after a longer gap, votes have to be looked up. */
  resentMs: number;
  /** Wait after a refused token: only a person can mend it. */
  refusedMs: number;
  /** Between two looks at whether tokens expire soon, and whether workspaces that were out of reach are back. */
  tendMs: number;
  /** Bolt pings three times in this span and reconnects when no pong came within it. */
  pingMs: number;
};

export const slackTimings: SlackTimings = {
  callMs: 10_000,
  statusMs: 700,
  storeMs: 2_500,
  helloMs: 15_000,
  paceShare: 1,
  streamMs: 1_250,
  streamAfterMs: 600,
  settleMs: 500,
  retryMs: 5_000,
  backoffMs: 1_000,
  backoffMaxMs: 60_000,
  stableMs: 30_000,
  resentMs: 5 * 60_000,
  refusedMs: 60_000,
  tendMs: 60_000,
  pingMs: 5_000,
};
