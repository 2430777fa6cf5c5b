/**
 * An immutable part of the lexical index: passages sorted by id, their postings packed by term. New passages
 * make a new small segment, deleted ones are marked dead, merging cleans up.
 *
 * A posting is one 32-bit number: the passage's place in the segment << 8 | its weighted term frequency.
 */
export type Segment = {
  readonly count: number;
  /** Store ids, ascending. */
  ids: Uint32Array;
  /** Document and collection numbers (tables of the lexical index). */
  documents: Uint32Array;
  collections: Uint16Array;
  /** Weighted length of each passage. */
  lengths: Uint32Array;
  /** 1 = deleted. */
  dead: Uint8Array;
  deadCount: number;
  /** Term numbers that occur here, ascending; postings of terms[i] are starts[i] .. starts[i + 1]. */
  terms: Uint32Array;
  starts: Uint32Array;
  postings: Uint32Array;
  /** Words of each passage in reading order (`word-order.ts`): words[wordStarts[i] .. wordStarts[i + 1]). */
  words: Uint8Array;
  wordStarts: Uint32Array;
  /** Where postings and words stayed in the snapshot's file: the fields then read all of them, each time. */
  left?: LeftInFile;
};

export type LeftInFile = {
  postings(start: number, end: number): Uint32Array;
  words(start: number, end: number): Uint8Array;
};

/** Postings of `segment.terms[at]`: a view, or read from the file. */
export function postingsOf(segment: Segment, at: number): Uint32Array {
  const start = segment.starts[at] as number;
  const end = segment.starts[at + 1] as number;
  return segment.left?.postings(start, end) ?? segment.postings.subarray(start, end);
}

/** The packed words of a passage: a view, or read from the file (valid until the next call). */
export function wordsOf(segment: Segment, place: number): Uint8Array {
  const start = segment.wordStarts[place] as number;
  const end = segment.wordStarts[place + 1] as number;
  return segment.left?.words(start, end) ?? segment.words.subarray(start, end);
}

/** The most passages a segment may hold: a place has 24 bits. */
export const MAX_SEGMENT = 1 << 24;
export const MAX_FREQUENCY = 255;

/** Index of a term in `segment.terms`, or -1. */
export function termAt(segment: Segment, term: number): number {
  return binarySearch(segment.terms, term);
}

/** Place of a passage id in the segment, or -1; dead ones are found too. */
export function placeOf(segment: Segment, id: number): number {
  return binarySearch(segment.ids, id);
}

/** Living passages of a segment that hold the term. */
export function documentFrequency(segment: Segment, term: number): number {
  const at = termAt(segment, term);
  if (at < 0) return 0;
  const start = segment.starts[at] as number;
  const end = segment.starts[at + 1] as number;
  if (segment.deadCount === 0) return end - start;
  let living = 0;
  for (const posting of postingsOf(segment, at)) if (segment.dead[posting >>> 8] === 0) living++;
  return living;
}

function binarySearch(sorted: Uint32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = sorted[middle] as number;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
