import { BM25, DOCUMENT_SHARE } from '../ranking/weights.ts';
import type { DocumentSizes } from './document-sizes.ts';
import { documentFrequency, postingsOf, type Segment, termAt } from './segment.ts';

/** A term of a question and what it counts for. */
export type WeightedTerm = { term: number; weight: number };

export type Corpus = {
  segments: readonly Segment[];
  /** Living passages and their summed weighted length. */
  size: number;
  totalLength: number;
  /** Numbers of documents run below this. */
  documentRoom: number;
  documents: DocumentSizes;
};

/**
 * What a question's words found: scores of passages by global place (segments laid end to end) and of documents by
 * number, both 0 where no term matched. A passage that matched has the sum of its own and its document's. Valid
 * until the next call.
 */
export type WordScores = {
  passages: Float32Array;
  documents: Float32Array;
  /** The highest document score: a passage this far below the k-th best needs no closer look. */
  mostOfDocument: number;
};
export type Scorer = (corpus: Corpus, terms: WeightedTerm[]) => WordScores;

/** Inverse document frequency, never negative: ln(1 + (N - n + .5) / (n + .5)), as in Lucene. */
export function idfOf(total: number, frequency: number): number {
  return Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));
}

/**
 * BM25F of every passage plus `DOCUMENT_SHARE` x BM25 of its whole document (Robertson and Zaragoza 2009,
 * "simple BM25F": one weighted term frequency, saturated once). Term at a time over all postings; frequencies
 * count the living only, so a delete changes scores at once and exactly as if the passage had never been.
 * The arrays are kept from call to call: at 100,000 passages, making them costs more than filling them.
 */
export function createScorer(): Scorer {
  let passages = new Float32Array(0);
  let documents = new Float32Array(0);
  let tally: Tally = { occurrences: new Float32Array(0), touched: new Uint32Array(0) };

  return (corpus, terms) => {
    const { segments, documentRoom } = corpus;
    const length = segments.reduce((sum, segment) => sum + segment.count, 0);
    if (passages.length !== length) passages = new Float32Array(length);
    else passages.fill(0);
    if (documents.length < documentRoom) {
      documents = new Float32Array(documentRoom);
      tally = { occurrences: new Float32Array(documentRoom), touched: new Uint32Array(documentRoom) };
    } else documents.fill(0);

    for (const { term, weight } of terms) {
      const frequency = segments.reduce((sum, segment) => sum + documentFrequency(segment, term), 0);
      if (frequency === 0) continue;
      const norms = normsOf(corpus.size, corpus.totalLength, weight * idfOf(corpus.size, frequency));
      let touched = 0;
      let base = 0;
      for (const segment of segments) {
        const at = termAt(segment, term);
        if (at >= 0) touched = addToPassages(segment, at, passages, base, norms, tally, touched);
        base += segment.count;
      }
      addToDocuments(corpus, weight, documents, tally, touched);
    }
    let mostOfDocument = 0;
    for (let document = 0; document < documentRoom; document++) {
      const score = documents[document] as number;
      if (score > mostOfDocument) mostOfDocument = score;
    }
    return { passages, documents, mostOfDocument };
  };
}

/** Occurrences of the term at hand by document, and the documents that have any. All zero between terms. */
type Tally = { occurrences: Float32Array; touched: Uint32Array };

/** score = factor x tf / (tf + fixed + perToken x length) */
type Norms = { factor: number; fixed: number; perToken: number };

function normsOf(count: number, totalLength: number, weight: number): Norms {
  const { k1, b } = BM25;
  return {
    factor: weight * (k1 + 1),
    fixed: k1 * (1 - b),
    perToken: totalLength > 0 ? (k1 * b * count) / totalLength : 0,
  };
}

// The two hot loops: plain local variables and arrays, since closures and objects cost more than the arithmetic.

function addToPassages(
  segment: Segment,
  at: number,
  scores: Float32Array,
  base: number,
  { factor, fixed, perToken }: Norms,
  { occurrences, touched }: Tally,
  touchedBefore: number,
): number {
  const { lengths, documents, dead } = segment;
  const postings = postingsOf(segment, at);
  const someDead = segment.deadCount > 0;
  const end = postings.length;
  let count = touchedBefore;
  for (let i = 0; i < end; i++) {
    const posting = postings[i] as number;
    const place = posting >>> 8;
    if (someDead && dead[place] === 1) continue;
    const times = posting & 0xff;
    const norm = fixed + perToken * (lengths[place] as number);
    scores[base + place] = (scores[base + place] as number) + (factor * times) / (times + norm);
    const document = documents[place] as number;
    const before = occurrences[document] as number;
    if (before === 0) touched[count++] = document;
    occurrences[document] = before + times;
  }
  return count;
}

function addToDocuments(
  { documents: sizes, totalLength }: Corpus,
  weight: number,
  scores: Float32Array,
  { occurrences, touched }: Tally,
  count: number,
): void {
  const lengths = sizes.lengths();
  const idf = idfOf(sizes.living, count);
  const { factor, fixed, perToken } = normsOf(sizes.living, totalLength, DOCUMENT_SHARE * weight * idf);
  for (let i = 0; i < count; i++) {
    const document = touched[i] as number;
    const times = occurrences[document] as number;
    occurrences[document] = 0;
    const norm = fixed + perToken * (lengths[document] as number);
    scores[document] = (scores[document] as number) + (factor * times) / (times + norm);
  }
}
