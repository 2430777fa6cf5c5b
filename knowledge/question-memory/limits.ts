/** What question memory keeps at most, and when it follows. */
export const MEMORY_LIMITS = {
  /** Questions of a document: the most confirmed, then the newest. */
  ofDocument: 50,
  /** Questions in all: 10,000 take about 0.2 s to read when the index is loaded. */
  inAll: 10_000,
  /** The newest voted answers, curated answers and eval cases that are looked at. */
  votedAnswers: 5_000,
  curated: 5_000,
  evalCases: 10_000,
  /** A longer text is no question that somebody asks again. */
  questionLength: 400,
  /** Passages that one question speaks for. */
  passages: 5,
  /** Changes come in flocks: wait this long for the next, in milliseconds. */
  quietMs: 250,
} as const;
