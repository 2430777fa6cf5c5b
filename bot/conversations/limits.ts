export const limits = {
  /** Questions worked on at a time, and of these for one person: others never wait for all of hers. */
  parallel: 8,
  parallelEach: 4,
  /** Questions that wait for their turn, of one person and in all. Whoever asks one more is told so at once. */
  waitingEach: 250,
  waitingInAll: 5_000,
  firstRetryMs: 1_000,
  longestRetryMs: 60_000,
  /** A reply that could not be delivered for this long is given up and shown as undeliverable in the console. */
  giveUpMs: 24 * 3_600_000,
  /** A platform that hangs does not hold up the end of the process; the next start finds what it did. */
  stopMs: 5_000,
  /** Writing an answer that takes longer than this is told of. */
  writingAfterMs: 400,
  /** Turns of a thread by which it is told whether a message without a mention is meant for Docent. */
  overheardTurns: 20,
  /** In direct messages outside a thread: how long what was said before still belongs to the next question. */
  directMemoryMs: 30 * 60_000,
  /** Sources that a press of their button tells, and characters of each quote. */
  toldSources: 8,
  toldQuote: 280,
  /**
   * Receipts: how often it is looked whether something that people voted against was put right, for answers of which time,
   * how many are asked anew at a time, and how often one question's answer may change.
   */
  receiptsEveryMs: 60_000,
  receiptsOfMs: 60 * 24 * 3_600_000,
  receiptsAtATime: 10,
  receiptsOfQuestion: 3,
  /** Members who are named in one receipt. */
  receiptsTold: 20,
  /** Limits that admins set for a channel count the questions of this time. */
  countedMs: 3_600_000,
  /** Characters of the question above an answer that is shown to others. */
  sharedQuestion: 300,
  /** Whoever has a question passed on hears no later than this whether it worked. */
  pressMs: 5_000,
  /** So long a message may say something of the answer before it; the same question within this asks it once more. */
  saidOfMs: 24 * 3_600_000,
  rephraseMs: 10 * 60_000,
  /** A press may come before its message is on record: so long it is looked for before it is kept for later. */
  pressWaitMs: 2_000,
  pressLookMs: 100,
  /** Votes and presses whose message is not on record are kept for this long, and no more than so many. */
  unmatchedMs: 24 * 3_600_000,
  unmatched: 10_000,
  /**
   * Reactions that stand on answers are compared with the votes on record: those of this time at the start, those of a
   * shorter one ever so often, so many at most and with a gap between two; and a voted one once it has been calm.
   */
  reconcileAtStartMs: 14 * 24 * 3_600_000,
  reconcileYoungMs: 24 * 3_600_000,
  reconcileEveryMs: 15 * 60_000,
  reconcileCalmMs: 5_000,
  reconcileTries: 10,
  reconcileGapMs: 1_250,
  reconciled: 500,
} as const;
