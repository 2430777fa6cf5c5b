import type { Ranked } from '../ranking/fusion.ts';
import { createTopK } from '../vectors/top-k.ts';
import type { LexicalIndex } from './lexical-index.ts';
import type { WordScores } from './lexical-score.ts';
import type { Segment } from './segment.ts';

/** Places of a block: whole blocks are passed over when their best is too low. */
const BLOCK = 64;

/** 1 by collection number where a search may look; null = everywhere. */
export type Allowed = Uint8Array | null;

/**
 * The k passages with the most of the question's words, best first. One pass finds the best of each block, a second
 * looks only into blocks that can hold one of the k best.
 */
export function bestByWords(
  lexical: LexicalIndex,
  scores: WordScores,
  allowed: Allowed,
  k: number,
): Ranked[] {
  const segments = lexical.segments();
  const tops: Float32Array[] = [];
  let base = 0;
  for (const segment of segments) {
    tops.push(blockTops(segment, scores.passages, base, allowed));
    base += segment.count;
  }
  const least = leastOfBest(tops, k);
  const best = createTopK(k);
  base = 0;
  segments.forEach((segment, at) => {
    offerBlocks(best, { segment, base, tops: tops[at] as Float32Array, scores, allowed, least });
    base += segment.count;
  });
  return best.take().map(({ item, score }) => ({ id: lexical.idAt(item), score }));
}

/** The same among the global places that a filter allows, in ascending order. */
export function bestOfPlaces(
  lexical: LexicalIndex,
  scores: WordScores,
  places: Uint32Array,
  k: number,
): Ranked[] {
  const best = createTopK(k);
  let [base, at] = [0, 0];
  for (const { count, documents } of lexical.segments()) {
    for (; at < places.length && (places[at] as number) < base + count; at++) {
      const place = places[at] as number;
      const own = scores.passages[place] as number;
      if (own > 0) best.offer(place, own + (scores.documents[documents[place - base] as number] as number));
    }
    base += count;
  }
  return best.take().map(({ item, score }) => ({ id: lexical.idAt(item), score }));
}

// Hot loops: local variables and typed arrays only.

/** The best own score of each block's allowed passages. */
function blockTops({ count, collections }: Segment, passages: Float32Array, base: number, allowed: Allowed) {
  const tops = new Float32Array(Math.ceil(count / BLOCK));
  for (let block = 0, from = 0; from < count; block++, from += BLOCK) {
    const to = Math.min(count, from + BLOCK);
    let top = 0;
    for (let place = from; place < to; place++) {
      const score = passages[base + place] as number;
      if (score > top && (allowed === null || allowed[collections[place] as number] === 1)) top = score;
    }
    tops[block] = top;
  }
  return tops;
}

/** A score that at least k passages reach: the k-th best of the blocks' best ones; 0 where there are fewer. */
function leastOfBest(tops: readonly Float32Array[], k: number): number {
  const best = createTopK(k);
  let floor = 0;
  for (const ofSegment of tops) {
    for (let block = 0; block < ofSegment.length; block++) {
      const top = ofSegment[block] as number;
      if (top <= floor) continue;
      best.offer(block, top);
      floor = Math.max(0, best.floor);
    }
  }
  return floor;
}

type Blocks = {
  segment: Segment;
  base: number;
  tops: Float32Array;
  scores: WordScores;
  allowed: Allowed;
  /** Lower scores are not among the best. */
  least: number;
};

function offerBlocks(best: ReturnType<typeof createTopK>, blocks: Blocks): void {
  const { segment, base, tops, scores, allowed, least } = blocks;
  const { count, collections, documents } = segment;
  const { passages, documents: ofDocuments, mostOfDocument } = scores;
  let floor = Math.max(0, best.floor);
  // Own scores below this cannot come up to the best, whatever the document adds; a little less for rounding.
  let enough = Math.max(floor, least) - mostOfDocument * ROUNDED;
  for (let block = 0; block < tops.length; block++) {
    const top = tops[block] as number;
    if (top === 0 || top < enough) continue;
    const to = Math.min(count, (block + 1) * BLOCK);
    for (let place = block * BLOCK; place < to; place++) {
      const own = passages[base + place] as number;
      if (own === 0 || own < enough) continue;
      const score = own + (ofDocuments[documents[place] as number] as number);
      if (score < least || score <= floor) continue;
      if (allowed !== null && allowed[collections[place] as number] !== 1) continue;
      best.offer(base + place, score);
      floor = Math.max(0, best.floor);
      enough = Math.max(floor, least) - mostOfDocument * ROUNDED;
    }
  }
}

const ROUNDED = 1.000001;
