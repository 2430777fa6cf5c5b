import type { DocumentSizes } from './document-sizes.ts';
import { documentFrequency, type Segment, termAt } from './segment.ts';
import { BM25, DOCUMENT_SHARE } from './weights.ts';

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

/** Scores by global place: segments laid end to end, 0 where no term matched. Valid until the next call. */
export type Scorer = (corpus: Corpus, terms: WeightedTerm[]) => Float32Array;

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
  let scores = new Float32Array(0);
  const wholes = createDocumentScores();

  return (corpus, terms) => {
    const { segments } = corpus;
    const length = segments.reduce((sum, segment) => sum + segment.count, 0);
    if (scores.length !== length) scores = new Float32Array(length);
    else scores.fill(0);
    if (corpus.size === 0) return scores;
    const { k1, b } = BM25;
    const fixed = k1 * (1 - b);
    const perToken = corpus.totalLength > 0 ? (k1 * b * corpus.size) / corpus.totalLength : 0;
    wholes.start(corpus);

    for (const { term, weight } of terms) {
      const frequency = segments.reduce((sum, segment) => sum + documentFrequency(segment, term), 0);
      if (frequency === 0) continue;
      const factor = weight * idfOf(corpus.size, frequency) * (k1 + 1);
      let base = 0;
      for (const segment of segments) {
        const at = termAt(segment, term);
        if (at >= 0) addTerm(segment, at, scores.subarray(base), { factor, fixed, perToken }, wholes);
        base += segment.count;
      }
      wholes.closeTerm(weight);
    }

    let base = 0;
    for (const { count, documents } of segments) {
      for (let place = 0; place < count; place++) {
        const score = scores[base + place] as number;
        if (score > 0) scores[base + place] = score + wholes.of(documents[place] as number);
      }
      base += count;
    }
    return scores;
  };
}

function addTerm(
  segment: Segment,
  at: number,
  scores: Float32Array,
  { factor, fixed, perToken }: { factor: number; fixed: number; perToken: number },
  wholes: DocumentScores,
): void {
  const { postings, lengths, documents, dead } = segment;
  const end = segment.starts[at + 1] as number;
  for (let i = segment.starts[at] as number; i < end; i++) {
    const posting = postings[i] as number;
    const place = posting >>> 8;
    if (dead[place] === 1) continue;
    const occurrences = posting & 0xff;
    const norm = fixed + perToken * (lengths[place] as number);
    scores[place] = (scores[place] as number) + (factor * occurrences) / (occurrences + norm);
    wholes.count(documents[place] as number, occurrences);
  }
}

type DocumentScores = {
  start(corpus: Corpus): void;
  count(document: number, occurrences: number): void;
  /** Turns what was counted since the last call into scores. */
  closeTerm(weight: number): void;
  /** The document's share. */
  of(document: number): number;
};

function createDocumentScores(): DocumentScores {
  let frequencies = new Float32Array(0);
  let scores = new Float32Array(0);
  let touched = new Uint32Array(0);
  let touchedCount = 0;
  let corpus: Corpus | null = null;

  return {
    start(next) {
      corpus = next;
      if (scores.length < next.documentRoom) {
        frequencies = new Float32Array(next.documentRoom);
        scores = new Float32Array(next.documentRoom);
        touched = new Uint32Array(next.documentRoom);
      } else scores.fill(0);
    },
    count(document, occurrences) {
      const before = frequencies[document] as number;
      if (before === 0) touched[touchedCount++] = document;
      frequencies[document] = before + occurrences;
    },
    closeTerm(weight) {
      if (corpus === null) return;
      const { documents, totalLength } = corpus;
      const { k1, b } = BM25;
      const fixed = k1 * (1 - b);
      const perToken = totalLength > 0 ? (k1 * b * documents.living) / totalLength : 0;
      const factor = DOCUMENT_SHARE * weight * idfOf(documents.living, touchedCount) * (k1 + 1);
      for (let i = 0; i < touchedCount; i++) {
        const document = touched[i] as number;
        const occurrences = frequencies[document] as number;
        const norm = fixed + perToken * documents.lengthOf(document);
        scores[document] = (scores[document] as number) + (factor * occurrences) / (occurrences + norm);
        frequencies[document] = 0;
      }
      touchedCount = 0;
    },
    of: (document) => scores[document] as number,
  };
}
