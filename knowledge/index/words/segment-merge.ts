import type { Segment } from './segment.ts';

/**
 * One segment out of several, without their dead passages; null when nothing is alive.
 * Passage ids of the inputs are distinct among the living; their order in the result is by id.
 */
export function mergeSegments(segments: Segment[]): Segment | null {
  const living: { id: number; from: number; place: number }[] = [];
  let inOrder = true;
  segments.forEach((segment, from) => {
    for (let place = 0; place < segment.count; place++) {
      if (segment.dead[place] === 1) continue;
      const id = segment.ids[place] as number;
      const before = living.at(-1);
      if (before !== undefined && before.id > id) inOrder = false;
      living.push({ id, from, place });
    }
  });
  const count = living.length;
  if (count === 0) return null;
  if (!inOrder) living.sort((a, b) => a.id - b.id);

  const merged = {
    count,
    ids: new Uint32Array(count),
    documents: new Uint32Array(count),
    collections: new Uint16Array(count),
    lengths: new Uint32Array(count),
    dead: new Uint8Array(count),
    deadCount: 0,
  };
  const newPlaces = segments.map((segment) => new Int32Array(segment.count).fill(-1));
  living.forEach(({ from, place }, newPlace) => {
    const segment = segments[from] as Segment;
    (newPlaces[from] as Int32Array)[place] = newPlace;
    merged.ids[newPlace] = segment.ids[place] as number;
    merged.documents[newPlace] = segment.documents[place] as number;
    merged.collections[newPlace] = segment.collections[place] as number;
    merged.lengths[newPlace] = segment.lengths[place] as number;
  });
  return { ...merged, ...mergePostings(segments, newPlaces, inOrder), ...mergeWords(segments, living) };
}

function mergeWords(
  segments: Segment[],
  living: { from: number; place: number }[],
): Pick<Segment, 'words' | 'wordStarts'> {
  const spans = living.map(({ from, place }) => {
    const { words, wordStarts } = segments[from] as Segment;
    return words.subarray(wordStarts[place], wordStarts[place + 1]);
  });
  const wordStarts = new Uint32Array(living.length + 1);
  spans.forEach((span, at) => {
    wordStarts[at + 1] = (wordStarts[at] as number) + span.length;
  });
  const words = new Uint8Array(wordStarts[living.length] as number);
  spans.forEach((span, at) => {
    words.set(span, wordStarts[at]);
  });
  return { words, wordStarts };
}

function mergePostings(
  segments: Segment[],
  newPlaces: Int32Array[],
  inOrder: boolean,
): Pick<Segment, 'terms' | 'starts' | 'postings'> {
  const union = unionOf(segments.map((segment) => segment.terms));
  const postings = new Uint32Array(segments.reduce((sum, segment) => sum + segment.postings.length, 0));
  const terms = new Uint32Array(union.length);
  const starts = new Uint32Array(union.length + 1);
  // Each input's terms are ascending, as the union is: one finger a segment walks along.
  const fingers = segments.map(() => 0);
  let kept = 0;
  let size = 0;
  for (const term of union) {
    const start = size;
    for (let from = 0; from < segments.length; from++) {
      const segment = segments[from] as Segment;
      const finger = fingers[from] as number;
      if (segment.terms[finger] !== term) continue;
      fingers[from] = finger + 1;
      const places = newPlaces[from] as Int32Array;
      const end = segment.starts[finger + 1] as number;
      for (let i = segment.starts[finger] as number; i < end; i++) {
        const posting = segment.postings[i] as number;
        const place = places[posting >>> 8] as number;
        if (place >= 0) postings[size++] = (place << 8) | (posting & 0xff);
      }
    }
    if (size === start) continue;
    // The place is in the high bits: sorting numbers sorts places.
    if (!inOrder) postings.subarray(start, size).sort();
    terms[kept] = term;
    starts[kept++] = start;
  }
  starts[kept] = size;
  // A copy only where something died: postings of a large index are most of what it holds.
  return {
    terms: kept === terms.length ? terms : terms.slice(0, kept),
    starts: kept === terms.length ? starts : starts.slice(0, kept + 1),
    postings: size === postings.length ? postings : postings.slice(0, size),
  };
}

/** Ascending numbers that occur in any of the ascending lists. */
function unionOf(lists: Uint32Array[]): Uint32Array {
  if (lists.length === 1) return lists[0] as Uint32Array;
  const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let size = 0;
  for (const list of lists) {
    all.set(list, size);
    size += list.length;
  }
  all.sort();
  let distinct = 0;
  for (let i = 0; i < all.length; i++) {
    if (i === 0 || all[i] !== all[i - 1]) all[distinct++] = all[i] as number;
  }
  return all.slice(0, distinct);
}
