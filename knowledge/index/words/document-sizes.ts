import type { Segment } from './segment.ts';

/** How long each document is, by document number: what whole-document BM25 needs. */
export type DocumentSizes = {
  /** Documents with at least one living passage. */
  readonly living: number;
  /** Summed weighted lengths of the documents' living passages; valid until the next `add`. */
  lengths(): Float64Array;
  add(segment: Segment): void;
  removePassage(segment: Segment, place: number): void;
};

/** Counts the living passages of the given segments. */
export function createDocumentSizes(segments: readonly Segment[]): DocumentSizes {
  let lengths = new Float64Array(1 << 8);
  let passages = new Uint32Array(1 << 8);
  let living = 0;

  const add = (segment: Segment): void => {
    for (let place = 0; place < segment.count; place++) {
      if (segment.dead[place] === 1) continue;
      const document = segment.documents[place] as number;
      if (document >= lengths.length) {
        const room = Math.max(document + 1, lengths.length * 2);
        const longer = new Float64Array(room);
        longer.set(lengths);
        lengths = longer;
        const more = new Uint32Array(room);
        more.set(passages);
        passages = more;
      }
      if (passages[document] === 0) living++;
      passages[document] = (passages[document] as number) + 1;
      lengths[document] = (lengths[document] as number) + (segment.lengths[place] as number);
    }
  };
  segments.forEach(add);

  return {
    get living() {
      return living;
    },
    lengths: () => lengths,
    add,
    removePassage(segment, place) {
      const document = segment.documents[place] as number;
      passages[document] = (passages[document] as number) - 1;
      lengths[document] = (lengths[document] as number) - (segment.lengths[place] as number);
      if (passages[document] === 0) living--;
    },
  };
}
