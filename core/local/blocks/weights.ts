/**
 * How blocks are compared, in log odds, and how much is quoted. Set by hand: read off the answers to questions over two
 * handbooks and a manual, each judged with what the others taught (see `npm run bench -- answers`).
 */
export const blockWeights = {
  /** What a block without a scored sentence counts as. */
  least: 0.01,
  share: 0.8,
  /** Share of the question's words in the block; with its headings. */
  cover: 1.2,
  coverHead: 3.2,
  /** All words of the question stand in the block or above it. */
  all: 0.8,
  /** Share of the page's title that is in the question. */
  ofTitle: 0.4,
  /** The nearest heading says the question, or a part of it and nothing else. */
  says: 1.6,
  /** A title says what a page is about, and little of where on it the answer stands. */
  title: 0.6,
  /** The heading names the kind that is asked for: "How to …", "Goal", "Contact". */
  headingSign: 0.6,
  /** The kind of thing that is asked for stands in it; or does not where signs would tell. */
  holds: 0.7,
  lacks: -0.7,
  factHolds: 1,
  factLacks: -1.2,
  /** Of a block's parts the best counts whole, the others so much: a long list is not likelier for being long. */
  others: 0.3,
  /** The thing asked about stands at the beginning of a sentence that says what it is. */
  defines: 1.2,
  /** Its heading names another thing by a figure than was asked about. */
  other: -2,
  /** It only sends on to other pages. */
  refers: -2,
  /** The logarithm of its passage's odds against the best one's; none counts as so little. */
  passage: 0.8,
  leastOdds: 0.03,
  /** Steps for "how to", a list for "which are", a command for "which command". */
  fits: 1,
  /** It says too little to be an answer. */
  scrap: -3,
  /** Words of the question's other part, and of the turns before. */
  around: 1.2,
  /** The same for a follow-up of few words. */
  aroundFew: 4,
  /** So much less does a share count where the question was put together with the turns before. */
  shareCarried: 0.4,
  /** Words of the answer before: what was said already is not what a follow-up asks for. */
  said: 4,
  /** First under a heading; and again, times how far that heading says the question. */
  first: 0.2,
  firstSays: 0.8,
  /** Times more where the paragraph under the heading is the answer by custom: what something is, yes or no. */
  firstByCustom: 2,
  /** One side of a difference stands at the block's beginning; the other side's words there count against it. */
  side: 1.5,
  /** A beginning "yes" or "no" where that is asked. */
  saysYesOrNo: 1,
} as const;

export const quoteLimits = {
  /** Passages that are looked at. */
  passages: 6,
  /** A shorter quote of a fact ("Room 212.", a label alone) takes the sentence beside it along. */
  fewestWords: 5,
  /** Documents that are quoted where it is open which of them answers. */
  closest: 3,
  /** Of these, one whose passage has less of the first one's odds is no answer. */
  closestOdds: 0.08,
  /** A quote from a passage with less of them than this is no sure answer. */
  sureOdds: 0.08,
  /** Words that stand side by side in a question and further apart than this in a quote mean something else there. */
  pairWithin: 8,
  /** Words by which these may go over `inAll`, so that each of them is quoted. */
  overClosest: 60,
  /**
   * Blocks that come so near to the best one's score are quoted, too: where that says much of the question and holds what was
   * asked for, where it does not, and for what stands under a heading that is the question. So many at the most, in so many words.
   */
  rivalWithin: 0.9,
  rivalWithinOfOpen: 4,
  rivalWithinUnderIt: 6,
  rivals: 2,
  /** Such a block says so much of what the best one says of the question. */
  rivalSays: 0.6,
  inAll: 170,
  /** The best block's and its headings' share of the question below which it is open whether that answers. */
  saysLittle: 0.75,
  /** A question of so few words says little by itself. */
  fewWords: 2,
  /** A block with so much of the answer before may be that answer. */
  saidBefore: 0.4,
  /** Words of an answer's part by what is asked; a list may be longer. */
  words: { fact: 45, yesNo: 75, open: 105, side: 75, steps: 170 },
  /** Items of a list, and its characters, before the rest is only counted. */
  items: 12,
  itemCharacters: 1200,
  /** Words that announce a list, before only the last sentence of them is kept. */
  lead: 40,
  /** Rows of a table that are shown. */
  rows: 3,
  rowsOfList: 8,
  /** A row whose first cell holds so much of the question is the one asked for, though many are. */
  askedKey: 0.5,
  /** Characters of one quoted sentence: a longer one is left out where another answers. */
  sentence: 700,
  /** Where one thing is asked for, a sentence beside the best needs so much of its worth. */
  goodNeighbour: 0.6,
  /** A list up to so many words is shown whole, whatever is asked. */
  wholeList: 60,
  /** An item with this share of its list's score is the answer alone. */
  loneItem: 0.5,
  /** A neighbour in the same section needs this share of the best block's score, or a heading that says the question. */
  neighbour: 0.2,
  neighbourOfSteps: 0.08,
  neighbourOfCommand: 0.3,
  /** From here on a heading says the question. */
  saysEnough: 0.5,
  /** Two headings of a passage that say so much each are both asked for. */
  siblingSays: 0.4,
  /** Words of a section that is shown whole where its heading says what to do. */
  wholeSection: 175,
  /** Words of a section that is shown whole where it is open which of its sentences answers. */
  shortSection: 110,
  /** From here on a heading is the question: what stands right under it answers, from its beginning. */
  saysAll: 0.85,
  /** An answer of fewer words takes the list that follows it. */
  short: 25,
  /** A block further below with this share goes with the beginning of its section. */
  farBelow: 0.35,
  /** A second block is looked for where the answer lacks so much of the question; it must be so likely. */
  missing: 0.2,
  secondShare: 0.005,
  /** Two quotes that share this much of their words say the same. */
  repeats: 0.6,
} as const;
