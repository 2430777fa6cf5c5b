/** How a reranker is used. Raise the version with any change of what comes out: it is part of cached answers' keys. */
export const rerankSettings = {
  version: 'rerank-1',
  /** The best passages of Docent's own ranking that are judged; the others stay behind them. */
  pool: { http: 40, chat: 24 },
  /** Part of the judgement in the new order, of 1; the rest is the own score. Both run from 0 to 1 over the pool. */
  weight: 0.7,
  /**
   * How much a passage's new share lifts its sentences, in log odds: about the weight that the share of a passage
   * has among the features of a sentence (knowledge/index/ranking/sentence-weights.ts).
   */
  sentenceShift: 1.5,
  /** Longest wait for a judgement in milliseconds, tries and waits included. */
  budgetMs: { http: 2_000, chat: 8_000 },
  /** Characters of a passage that are sent, and bytes of an answer that are read. */
  passageLength: { http: 2_000, chat: 1_000 },
  answerBytes: 1_000_000,
  /** A server is tried this often, with a wait in between unless it names a longer one that fits. */
  tries: 2,
  retryWaitMs: 150,
  longestWaitMs: 1_000,
  /** Passages that a chat model names at most. */
  named: 10,
  /** How often a chat model is asked again for an answer that cannot be read. */
  reasks: 1,
  /** After so many failures in a row nobody is asked for a while, which doubles with each further failure. */
  breaker: { failures: 3, restMs: 15_000, longestRestMs: 300_000 },
} as const;
