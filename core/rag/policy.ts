/**
 * When Docent answers, and with what. Evidence is how likely it is that the corpus holds the answer (0..1, see
 * knowledge/index/ranking/evidence.ts), its threshold at .5 set by the corpus itself from questions off its topic. Read off
 * test/bench/evidence.ts: at .5, nine in ten questions that a corpus answers are answered, and one in twenty others.
 */
export const policy = {
  /** Below this the extractive answerer abstains: it cannot judge meaning, so it must be strict. */
  quoteAbove: 0.5,
  /** Below this even a model is not asked: nothing it would be given is about the question. */
  askModelAbove: 0.15,
  /**
   * A quote that lacks more than this share of a direct question's words needs more: for each further share so many log odds.
   * Made by test/bench/answers/unmet-words.ts.
   */
  quoteUnmetFrom: 0.6,
  quoteUnmetLogOdds: 2,
  /** From here on the answer counts as `found`, below as `partly`. */
  foundAbove: 0.75,
  /** A quote that has less of the question's words, headings above it counted, is `partly` an answer at most. */
  foundCover: 0.45,
  /** Passages searched for, and given to a model. */
  searchPassages: 20,
  modelPassages: 6,
  /** Behind so many of them the document's next passage is read, too. */
  readOnBehind: 3,
  /** Searches that a model may make of a question whose own words find less evidence than `foundAbove`; characters of all of them. */
  searches: 3,
  searchesLength: 600,
  /** Nearest documents named when there is no answer. */
  nearest: 3,
  /** Characters of a quote in a source list. */
  quoteLength: 240,
  /** Turns of a thread that are read. */
  threadTurns: 12,
  /** Longest question, in characters. */
  questionLength: 4000,
  /** Longest answer that is read from a model, and any other reply, in characters: one that does not stop is not answering. */
  draftLength: 40_000,
  replyLength: 16_000,
  /** How often a model is asked again: for an answer that its guards want otherwise, for a rewritten question. */
  answerReasks: 1,
  rewriteReasks: 1,
  /** Longest question that a follow-up may be rewritten into, in characters. */
  rewrittenLength: 600,
  /** Milliseconds for one answer, everything included. */
  deadlineMs: 60_000,
  /** Of these, milliseconds that are left for quoting where a model may fail: it takes a few. */
  quotingMs: 5_000,
} as const;
