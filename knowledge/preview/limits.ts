/** What one preview may cost: it must be done while somebody waits for it. */
export const previewLimits = {
  /** Past questions that this document answers, and past questions at all. */
  ofDocument: 100,
  asked: 200,
  /** Kept answers that cite the document, and golden questions. */
  cached: 100,
  golden: 200,
  /** Curated answers that are looked through for links to the document. */
  curated: 1_000,
  /** Rows read to find that many different questions. */
  rowsPerQuestion: 5,
  /** Passages that are compared in full; of a larger corpus, what the questions find and a sample of the rest. */
  passages: 20_000,
  /** Previews that are kept, the latest of each document. */
  kept: 10,
  /** Passages looked at for each question when the corpus is larger. */
  candidates: 60,
} as const;
