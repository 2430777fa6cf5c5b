const DAY_MS = 86_400_000;

export type SwitchLimits = {
  /** Passages embedded between two looks at what is wanted. */
  step: number;
  /** Rows of one statement where all passages are gone through: a few ms. */
  page: number;
  /** Waits for a provider in trouble: the first, doubling up to the longest. */
  firstWaitMs: number;
  longestWaitMs: number;
  /** Looks at an index that does not agree with the store, while nothing changes there, until it is given up. */
  looks: number;
  lookMs: number;
  /** Vectors looked up in the graph, neighbours of each, and the share of them that it must find. */
  audit: { vectors: number; neighbours: number };
  leastRecall: number;
  /** Passages that the check of a provider's vectors looks through, and questions it asks of them. */
  checkPassages: number;
  checkPairs: number;
  /** Vectors of a model that was left are kept this long: going back costs nothing then. */
  keepFormerMs: number;
};

/** How a switch of the embedding model goes about its work. */
export const switchLimits: SwitchLimits = {
  step: 512,
  page: 500,
  firstWaitMs: 5_000,
  longestWaitMs: 15 * 60_000,
  looks: 3,
  lookMs: 500,
  audit: { vectors: 200, neighbours: 10 },
  leastRecall: 0.98,
  checkPassages: 600,
  checkPairs: 200,
  keepFormerMs: 7 * DAY_MS,
};
