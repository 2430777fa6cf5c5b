/**
 * Every weight and threshold of the search in one place. Changing a number here changes ranking: run
 * `node test/bench/retrieval-quality.ts` before and after. Numbers come from that script's table (macro
 * average over Cranfield, CACM, COVID FAQ and SQuAD, tuned on the macro average, never on one set) unless
 * a comment says otherwise.
 */

/** BM25 saturation and length weight: the usual Lucene pair, better than .9/.4 on three sets of four. */
export const BM25 = { k1: 1.2, b: 0.75 } as const;

/**
 * How often one occurrence in a field counts (BM25F as one weighted term frequency). Whole numbers: the
 * index keeps the weighted frequency in eight bits, exact up to 255, where it has long been saturated.
 */
export const FIELD = { title: 3, headings: 2, path: 1, body: 1 } as const;

/** Share of the whole document's BM25 that its passages get on top of their own. */
export const DOCUMENT_SHARE = 0.3;

/**
 * Weight of one occurrence of a question's term, by its form (see `analyze.ts`) or by being a stop word. Repeats add up:
 * counting a word once costs three points on CACM. Stop words at .3 to .5 are better than none on every set ("how",
 * "used", "long" do tell something), at 1 worse.
 */
export const QUERY_WEIGHT = {
  base: 1,
  whole: 1,
  piece: 0.4,
  stopWord: 0.4,
  corrected: 0.8,
  compound: 0.4,
} as const;

/** A stop word that more passages hold than this costs more time than it tells. */
export const STOP_WORD_MOST_PASSAGES = 5_000;

/**
 * How many passages of each ranking (by words, by vectors) are candidates, how many of the fused list are ranked anew by their words, and how many
 * of the best have their text read (50 µs each): an answer quotes from the first few.
 */
export const CANDIDATES = { perRanking: 100, close: 60, read: 8 } as const;

/** When two terms count as written alike (`term-signature.ts`): the least Dice of trigrams, and of how many letters. */
export const LIKENESS = { least: 0.5, fewestLetters: 4 } as const;

/** Words of a question that stand within so many words of each other in a text are near; those further apart say nothing. */
export const NEAR = { window: 8, wide: 16 } as const;

/** When there is enough evidence to answer (`evidence.ts`, `calibrate.ts`); offsets are log odds. */
export const EVIDENCE = {
  /** The best passages only: a stray match far down proves nothing. */
  passages: 5,
  /** A smaller corpus says nothing about chance: the general threshold, offset 0, holds. */
  fewestPassages: 100,
  /** The threshold lies `margin` above this share of the off-topic questions, within bounds. */
  offTopicBelow: 0.9,
  margin: 0.4,
  leastOffset: -0.75,
  mostOffset: 1.2,
  /** By meaning the threshold lies at the share itself, but never below the general one, which was fitted with such questions. */
  leastOffsetByMeaning: 0,
} as const;

/** Training of the corpus embeddings (`lsa.ts`). */
export const LSA = {
  /** 192 at most by the design; 160 finds a point less on the vectors alone. */
  dimensions: 192,
  oversampling: 16,
  /** Subspace rounds: one leaves the spectrum flatter, which training starts better from than from two. */
  rounds: 1,
  /** Fewer passages than this say nothing about which words go together. */
  fewestPassages: 50,
  /** Caps on time: larger corpora are sampled evenly. */
  samplePassages: 12_000,
  mostTerms: 30_000,
  /** A word of one passage names it: with those, vectors find more on every set. */
  fewestOccurrences: 1,
  mostCommonShare: 0.3,
  /** Dimensions are multiplied by (singular value) ^ this: 0 = plain U x S, below 0 = flatter. */
  spectrumPower: 0,
} as const;

/** Training of the corpus embeddings on pairs of their own texts (`train-contrast.ts`). */
export const CONTRAST = {
  batch: 256,
  epochs: 6,
  rate: 0.004,
  /** Share by which the rate falls until the end. */
  decay: 0,
  sharpness: 6,
  keptOfQuery: 0.7,
  keptOfTarget: 0.5,
  /** Passages that pairs are cut from, evenly: up to nine each, of which `mostWork` are seen. */
  samplePassages: 14_000,
  /** Fewer pairs than this teach nothing: the LSA stays. */
  fewestPairs: 64,
  /** A sentence with fewer known terms says too little. */
  fewestTerms: 3,
  sentencesOfPassage: 8,
  /** Room for a text's terms in a batch, on average. */
  entriesOfText: 160,
  /** Pairs seen: at least, by passage of the corpus, at most. */
  leastWork: 40_000,
  workOfPassage: 8,
  mostWork: 120_000,
} as const;

/** The corpus embeddings' check of themselves on pairs held back from training (`self-check.ts`). */
export const SELF_CHECK = {
  mostPairs: 500,
  /** Share of all pairs that may be held back. */
  mostShare: 0.1,
  /** Fewer say nothing: the default share holds. */
  fewestPairs: 50,
  shares: [0, 0.1, 0.2, 0.3, 0.4, 0.5],
  /** Passages that the target is looked for among. */
  mostPassages: 4_000,
  /** Ranks behind this count as not found. */
  depth: 100,
  /** A smaller gain over words alone is none. */
  leastGain: 0.002,
} as const;

/** The most the vectors have of the fused score, and what they have unchecked; lexical has the rest. Never an equal-weight rank fusion: it loses. */
export const VECTOR_SHARE = 0.4;

/** The graph for large vector sets (`hnsw-graph.ts`). */
export const HNSW = {
  neighbours: 16,
  /** 200 builds at half the speed for recall in the third digit. */
  efConstruction: 100,
  efSearch: 120,
  /**
   * Vectors x dimensions from which on a graph is worth its memory (4 bytes a number). The SIMD scan is exact and
   * takes 1.2 ms for 20 million numbers (100,000 x 192), so smaller sets have no graph.
   */
  fromNumbers: 40_000_000,
  /** Vectors that came after the graph was built, compared exactly; more of them build a new graph. */
  mostPending: 5_000,
} as const;

/**
 * Vectors under a filter: up to the share `oneByOne` of all, the allowed ones are compared one by one, which costs less
 * than a scan of all (`node test/bench/filtered-vectors.ts`).
 */
export const FILTERED = { oneByOne: 0.05 } as const;

/** Corpus embeddings are trained again when the corpus has grown, or shrunk, by this share. */
export const RETRAIN_SHARE = 0.2;

/** Milliseconds without changes before background training starts. */
export const QUIET_MS = 3_000;

/** The same in the middle of an ingest: a busy machine, or one long file, takes longer than `QUIET_MS` from change to change. */
export const MORE_QUIET_MS = 120_000;

/** How long training or a graph may go on when the index is closed. */
export const STOP_MS = 2_000;

/**
 * Weights of the reranker that were set by hand: a page whose title holds the whole question is about it. Chosen on the
 * 18F handbook and Docent's manual; it leaves the judged sets as they are (their titles seldom hold a question).
 */
export const BY_HAND = [{ feature: 'titleHolds', scale: 'plain', weight: 1.5 }] as const;

/** Question memory (`question-memory.ts`): numbers from `npm run bench -- memory`, checked one set left out at a time. */
export const MEMORY = {
  /** Remembered questions compared closely, from words and from vectors each. */
  looked: 50,
  /** Share of the vectors' cosine in the likeness of two questions; the words' cosine has the rest. */
  meaningShare: 0.4,
  /** Likeness up to here says nothing: questions of one corpus share words. */
  floor: 0.6,
  /** What an equal question adds to a passage's log odds of being right; less likeness falls off with the cube. */
  weight: 16,
  /** Passages that join the candidates at most, and those of a document of which no cited passage is left. */
  passages: 20,
  passagesOfDocument: 3,
  /** Questions are read anew when the corpus has grown, or shrunk, by this share: how rare words are has changed. */
  rereadShare: 0.2,
} as const;

/**
 * What the pretrained encoder's cosines (`meaning/`) count for: fitted on three sets of questions as typed in chat, each
 * judged with weights of the others (`node test/bench/answers/train-ranking.ts`), then rounded.
 */
export const MEANING = {
  /** Passages that join the candidates. */
  passages: 40,
  /** What the log odds by words count where a passage meets all words of the question, and how much less where none does. */
  words: 1.6,
  wordsUnmet: 1.25,
  /** What a passage's meaning (`meaning-score.ts`) of 1 adds to its log odds of being right, and how much more where no words are met. */
  weight: 9.5,
  weightUnmet: 4,
  /** What the best passage for the documents' words of an everyday question gets where no words are met (`everyday.ts`). */
  everydayUnmet: 4,
  /** In a passage's meaning: the lesser of breadcrumb and best sentence, and the second best sentence. */
  lesser: 0.15,
  second: 0.6,
  /** What a sentence's cosine of 1 adds to its log odds of holding the answer. */
  sentence: 12,
} as const;

/** Units of meaning that are kept whole in memory, half a kilobyte each; of more, a fifth of that (`meaning/directions.ts`). */
export const UNITS = { wholeAtMost: 60_000 } as const;

/**
 * Log odds that the corpus answers a question that was compared by meaning (`meaning/meaning-evidence.ts`). Fitted on three
 * sets of questions as typed in chat, which count twice, on three public collections (two of questions and answers, one of
 * an encyclopedia), on more that nothing answers and on questions about other things, as
 * `node test/bench/answers/train-meaning.ts` does it. Left out one set at a time the AUROC against unanswerable ones is .90,
 * off topic .98. The bias is moved so that 0 parts answering from abstaining (.08 of answerable questions lie below, .56 of
 * unanswerable ones), and all are scaled so that `policy.foundAbove` is where nine in ten first pages are right.
 */
export const MEANING_EVIDENCE = {
  bias: -2.757,
  own: 0.107,
  best: 1.437,
  gap: 1.865,
  coverageOfThree: 0.847,
  sameDocument: 0.279,
  documentShare: 0.921,
  words: 0.974,
  telling: 1.633,
  met: 0.872,
  unmetDirect: -0.654,
  lacks: -0.13,
} as const;
