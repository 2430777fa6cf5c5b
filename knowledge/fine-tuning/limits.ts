/** What training takes, and when what it made may serve. */
export const TRAINING = {
  /** Fewer confirmed pairs are not trained on. */
  pairs: 30,
  /** More are not looked at: the newest. */
  mostPairs: 10_000,
  /** Parts of the pairs that are held out one after the other; questions alike stay together. */
  folds: 5,
  /**
   * Below this many pairs, what is held out cannot tell a gain from chance (100 right ones: -.03 to +.03, while they help
   * other questions). Then agreement decides, nothing may be lost (by the ranker not even by chance), and the ranker
   * counts for as little as it can.
   */
  few: 300,
  /** How sure the gate must be that pairs agree with each other: 0 is chance, right pairs reach 11, shuffled ones 3. */
  agreement: 5,
} as const;

/** The softmax over words and word pairs. */
export const SOFTMAX = {
  epochs: 40,
  /** Step at the start; it falls to a tenth. */
  rate: 1,
  /** Share of the weights that each epoch takes away. */
  decay: 0.002,
  /** Weights in all: beyond it, rare features are left out. */
  most: 6_000_000,
  /** What a cosine of 1 with the meanings of a document's questions adds to its log odds. */
  meaning: 20,
  /** Documents that may gain by it in a search. */
  favoured: 5,
  /** What its log odds may count for in a search's; which of these is chosen on held-out questions. */
  weights: [0.25, 0.5, 1, 2, 3, 4],
} as const;
