/** What a search for duplicates compares, and what of it is kept. */
export const duplicateLimits = {
  /** Words of one shingle: long enough that two texts do not share it by chance. */
  shingle: 5,
  /** Values of a signature; the likeness is estimated in steps of 1/128, with a standard error of about 3 points at 0.8. */
  values: 128,
  /** Values of one band: documents that agree in a whole band are compared. 32 bands of 4 find .98 of pairs at 0.6. */
  band: 4,
  /** Pairs from this estimated Jaccard likeness on are shown. */
  alike: 0.6,
  /** Documents with fewer words are only compared whole: their few shingles say little. */
  fewestWords: 20,
  /** Words of a document that are read: what is alike at the start and differs after this is not told apart. */
  words: 200_000,
  /** Documents that share a band and are compared pair by pair; a larger bundle is compared with its first. */
  bundle: 50,
  /** Pairs kept, most alike first. */
  pairs: 5_000,
  /** Rows of a report. */
  rows: 300,
} as const;
