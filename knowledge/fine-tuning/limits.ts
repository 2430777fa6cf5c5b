/** What training takes, and when what it made may serve. */
export const TRAINING = {
  /** Fewer confirmed pairs are not trained on. */
  pairs: 30,
  /** More are not looked at: the newest. */
  mostPairs: 10_000,
  /** Parts of the pairs that are held out one after the other; questions alike stay together. */
  folds: 5,
  /** How sure the gate must be that pairs agree with each other: 0 is chance, right pairs reach 11, shuffled ones 3. */
  agreement: 5,
  /** What is held out loses at most this much of hit@1, as the lower end of its interval says. */
  mostLoss: 0.02,
} as const;

/** The softmax over words and word pairs. */
export const SOFTMAX = {
  epochs: 40,
  /** Step at the start; it falls to a tenth. */
  rate: 2,
  /** Share of the weights that each epoch takes away. */
  decay: 0.002,
  /** Weights in all: beyond it, rare features are left out. */
  most: 6_000_000,
  /** Documents that may gain by it in a search. */
  favoured: 5,
  /** What its log odds may count for in a search's; which of these is chosen on held-out questions. */
  weights: [0.5, 1, 2, 3, 4],
} as const;
