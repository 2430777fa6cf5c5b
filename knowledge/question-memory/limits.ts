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

/** When confirmed questions of one origin are held back (`admit.ts`). */
export const MEMORY_GATE = {
  /** Fewer pairs are let in: they do little, and nothing tells right from wrong ones. */
  pairs: 60,
  /** The newest that are looked at (300 take some 20 ms after each vote), and of those the ones that are searched for. */
  most: 300,
  searched: 200,
  /** Documents of a search that count as found. */
  documents: 10,
  /** Standard deviations from shuffled pairs, of which 20 trials reached 3 at most; right ones reach 11. */
  agreement: 4,
  /** Where so large a share of pairs is found by chance, search says nothing. */
  chance: 0.5,
} as const;
