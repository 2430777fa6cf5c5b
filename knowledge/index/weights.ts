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
export const FIELD = { title: 2, headings: 2, path: 1, body: 1 } as const;

/** Share of the whole document's BM25 that its passages get on top of their own. */
export const DOCUMENT_SHARE = 0.3;

/** Weight of a question's term by its form; a stem counts fully (see `analyze.ts`). */
export const QUERY_FORM = { base: 1, whole: 1, piece: 0.4 } as const;

/** How many passages of each leg are candidates, and how many of the fused list are looked at closely. */
export const CANDIDATES = { leg: 100, close: 60 } as const;

/** Share of the passage's score (best passage = 1) that its sentences get on top of their own 0..1. */
export const SENTENCE_PASSAGE_SHARE = 0.8;

/** Passages whose coverage counts as evidence: the best ones only, a stray match far down proves nothing. */
export const EVIDENCE_PASSAGES = 5;
