/**
 * What tells whether a corpus holds the answer to a question. Shares are of the question's idf; `told` ones are idf
 * over the log of the corpus's size, so that one word which a single passage holds has about 1 in any corpus.
 */
export const EVIDENCE_FEATURES = [
  // The best passage's BM25 against the most that the question's words can give.
  'strength',
  // Best share of the question in one sentence, words written alike included; best nearness of its pairs.
  'alike',
  'near',
  // The best sentence: how much of it is the question's words, and the question's neighbours that it has as neighbours.
  'dense',
  'bigrams',
  // Share of the question's idf in words that the corpus has never seen.
  'unknown',
  // What the question's words would tell, on average: those of other fields are rare here.
  'rare',
  // What is told by the words that the best passage holds, that the best sentence holds, and by its rarest one alone.
  'toldByPassage',
  'toldBySentence',
  'toldByOne',
  // The held words that passages keep to (`burst.ts`): together with what they tell, and the most of one.
  'topical',
  'burst',
] as const;

export type EvidenceFeature = (typeof EVIDENCE_FEATURES)[number];
