/** Thresholds of exports; the data card lists them. */
export const EXPORT_LIMITS = {
  /** Share of clusters that are kept for validation. */
  validShare: 0.1,
  /** Further ones follow until validation has this share of the rows. */
  leastValidRows: 0.06,
  /** A cluster with more of the rows than this is never validation, as long as there is another one. */
  largestValidShare: 0.3,
  /** Share of common words (Jaccard) from which on a question is a golden one. */
  goldenLikeness: 0.8,
  /** The same for two rows that count as one, of the question and of the text beside it. */
  duplicateLikeness: 0.8,
  /** Share of common content words from which on two questions are one matter. */
  clusterLikeness: 0.6,
  /** Questions about one document are one cluster while there are at least so many documents. */
  documentsForClusters: 5,
  /** Characters. */
  question: [3, 4_000],
  answer: [1, 16_000],
  passage: [40, 16_000],
} as const;
