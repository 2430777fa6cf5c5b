/** Discord's published limits and the bounds that Docent sets itself, in one table. Times in ms. */
export const limits = {
  /** Characters of one message. */
  content: 2000,
  nonce: 25,
  threadName: 100,
  /** Messages of one answer; a longer one is shortened before its sources. */
  parts: 10,
  /**
   * An answer is shown while it is written: after this much writing, and with this between two calls in one channel, which
   * keeps below Discord's 5 in 5 s and leaves room for others.
   */
  liveAfterMs: 600,
  liveEveryMs: 1_250,
  /** Characters of one line in the list of sources, and how many nearest documents are named. */
  sourceLine: 240,
  sourceAddress: 400,
  nearest: 3,
  /** Characters of a file's name. */
  fileName: 80,
  /** Minutes until an idle thread is archived; one of Discord's four choices. */
  threadArchiveMinutes: 1440,
  /** Typing is shown for 10 s; renewed before that, and given up when an answer never comes. */
  typingEveryMs: 8_000,
  /** A further question in a channel shows nothing new where it was shown so shortly before. */
  typingFreshMs: 1_000,
  typingAtMostMs: 10 * 60_000,
  /** Waits at a rate limit that are sat out within a call; a longer one is handed to the caller. */
  waitInPlaceMs: 1_500,
  requestTimeoutMs: 10_000,
  /** The invite link is shown without the application's id when Discord takes longer to name it. */
  inviteWaitMs: 1_000,
  retryAfterMs: 2_000,
  badTokenRetryMs: 60_000,
  /** Discord waits 3 s for the first response to an interaction; so long it is tried, each try and between two. */
  firstResponseMs: 2_800,
  firstResponseTryMs: 1_200,
  firstResponseGapMs: 100,
  /** Storing a command may take so long before Discord is responded to all the same. */
  storeBeforeResponseMs: 1_000,
  /** An interaction's token is good for 15 minutes; the last ones are left unused. */
  interactionMs: 14.5 * 60_000,
  /** Messages of a DM that still belong to one conversation. */
  directConversationMs: 30 * 60_000,
  /** Messages read at once: Discord's page. */
  page: 100,
  /** Between two looks at the thumbs under an answer, of up to three calls: far below Discord's 50 calls a second. */
  standingEveryMs: 250,
  /** Pages of people who set one reaction. */
  reactorPages: 20,
  /**
   * What is caught up with after the connection was lost or no process ran: so far back, in so many channels, threads and
   * direct messages, and so many pages of each. What lies beyond is passed over, which the log and the store say.
   */
  catchUpMs: 24 * 3_600_000,
  catchUpPlaces: 1_000,
  catchUpPages: 50,
  /** Places that are read at a time, and tries for each page. */
  catchUpAtOnce: 4,
  catchUpTries: 8,
  /**
   * What came this long before the last sign of life may still have been on its way in; it covers the difference between
   * the own clock and Discord's, too.
   */
  catchUpSlackMs: 5 * 60_000,
  /** How often it is put on record up to where everything is taken in. */
  keepMarkMs: 15_000,
  /** What is said in threads without a mention is heard for so long; what is older was said while Docent was away. */
  overheardMs: 2 * 60_000,
  /** Entries that are remembered for repeated deliveries and for channels. */
  remembered: 1_000,
} as const;

/** The gateway connection. Times in ms. */
export const connectionLimits = {
  /** Gap between two IDENTIFYs, as Discord demands it. */
  identifyGapMs: 5_000,
  /** IDENTIFYs of a shard within the window that are free; each further one doubles its gap. */
  identifyFree: 3,
  identifyWindowMs: 10 * 60_000,
  identifyGapAtMostMs: 10 * 60_000,
  /** A new attempt after a failed one: doubles from the first to the last. */
  restartFirstMs: 2_000,
  restartAtMostMs: 5 * 60_000,
  /** `start` waits no longer than this for the first outcome. */
  startWaitMs: 10_000,
  /** Without a connection for this long, "connecting" becomes "failing". */
  patienceMs: 60_000,
  /** Heartbeats come every 41 s; a last answer older than this means a dead connection. */
  heartbeatStaleMs: 3 * 60_000,
} as const;
