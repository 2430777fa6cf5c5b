/**
 * How much speaks for and against a message in a thread being meant for Docent. Set by hand on the threads of
 * `test/bench/addressed/tuned-on.txt`, and measured on `held-out.txt` (`npm run bench -- addressed`).
 */
export const addressedWeights = {
  threshold: 1,
  /** More messages of people than this below the last reply are a talk of their own. */
  longTalk: 5,
  /** So many words or fewer, below what a person said, are a reply to that person. */
  fragmentWords: 3,
  features: {
    afterItsOwn: 2,
    amongPeople: -1,
    toAsker: -0.5,
    longTalk: -0.5,
    askedBefore: 0.5,
    knowledge: 1,
    aboutOneself: 1,
    isNamed: 1.5,
    namesMuch: 1.5,
    isOfPeople: -0.5,
    fragment: -1.5,
    meant: 1,
    wish: 0.5,
    ofOneself: -2,
    surprise: -3.5,
    quotesIt: 1.5,
    quotesPeople: -3,
  },
} as const;
