import type { Segment } from './segment.ts';

/** Terms of passages, passage by passage: passage i has entries starts[i] .. starts[i + 1]. */
export type ForwardRows = {
  /** Store ids of the living passages, and their collections' numbers. */
  ids: Uint32Array;
  collections: Uint16Array;
  starts: Uint32Array;
  terms: Uint32Array;
  /** Weighted term frequencies. */
  frequencies: Uint8Array;
};

/** The parts of a segment that turning it round needs. */
export type Turnable = Pick<
  Segment,
  'count' | 'ids' | 'collections' | 'dead' | 'terms' | 'starts' | 'postings'
>;

/** Turns posting lists round, in two linear passes: what each living passage holds, terms ascending. */
export function forwardRows(segment: Turnable): ForwardRows {
  const { count, dead, terms, starts, postings } = segment;
  const places = new Int32Array(count).fill(-1);
  let living = 0;
  for (let place = 0; place < count; place++) if (dead[place] === 0) places[place] = living++;
  const rowStarts = new Uint32Array(living + 1);
  for (let i = 0; i < postings.length; i++) {
    const row = places[(postings[i] as number) >>> 8] as number;
    if (row >= 0) rowStarts[row + 1] = (rowStarts[row + 1] as number) + 1;
  }
  for (let row = 0; row < living; row++) {
    rowStarts[row + 1] = (rowStarts[row + 1] as number) + (rowStarts[row] as number);
  }
  const rows: ForwardRows = {
    ids: segment.ids.filter((_, place) => dead[place] === 0),
    collections: segment.collections.filter((_, place) => dead[place] === 0),
    starts: rowStarts,
    terms: new Uint32Array(rowStarts[living] as number),
    frequencies: new Uint8Array(rowStarts[living] as number),
  };
  const next = rowStarts.slice(0, living);
  for (let at = 0; at < terms.length; at++) {
    const end = starts[at + 1] as number;
    for (let i = starts[at] as number; i < end; i++) {
      const posting = postings[i] as number;
      const row = places[posting >>> 8] as number;
      if (row < 0) continue;
      const to = next[row] as number;
      rows.terms[to] = terms[at] as number;
      rows.frequencies[to] = posting & 0xff;
      next[row] = to + 1;
    }
  }
  return rows;
}
