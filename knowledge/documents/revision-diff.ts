import type { Passage } from '../../core/types.ts';
import { type DiffPart, diffWords } from './word-diff.ts';

/** What of a passage is compared. */
export type Comparable = Pick<Passage, 'hash' | 'headings' | 'text' | 'place'>;

/** One passage of a comparison, in reading order of the later revision. */
export type PassageDiff =
  /** `moved` = it stands at another place among the others. */
  | { kind: 'unchanged'; passage: Comparable; moved: boolean }
  | { kind: 'added'; passage: Comparable }
  | { kind: 'removed'; passage: Comparable }
  | { kind: 'changed'; before: Comparable; after: Comparable };

export type RevisionDiff = {
  passages: PassageDiff[];
  counts: Record<PassageDiff['kind'], number>;
};

/** A changed passage word by word: its breadcrumb and its text. Costs up to some ms, so only for what is shown. */
export function markChanges(
  before: Comparable,
  after: Comparable,
): { headings: DiffPart[]; text: DiffPart[] } {
  return {
    headings: diffWords(before.headings.join(' › '), after.headings.join(' › ')),
    text: diffWords(before.text, after.text),
  };
}

/** Two passages with at least this share of words in common are one that was changed. */
const ALIKE = 0.4;
/** Pairs of passages between two unchanged ones that are compared; beyond, only equal headings in order make a pair. */
const MOST_PAIRS = 4_000;

/**
 * Compares two revisions passage by passage. Passages with equal content are found by their hash (a revision has each
 * hash once) and those in the longest common order hold the comparison together; what lies between two of them is
 * paired by shared words, in order.
 */
export function diffRevisions(before: readonly Comparable[], after: readonly Comparable[]): RevisionDiff {
  const placeBefore = new Map(before.map((passage, at) => [passage.hash, at]));
  const common = new Set(after.map((passage) => passage.hash).filter((hash) => placeBefore.has(hash)));
  const anchors = longestAscending(
    after.flatMap((passage, at) => {
      const place = placeBefore.get(passage.hash);
      return place === undefined ? [] : [{ before: place, after: at }];
    }),
  );
  const passages: PassageDiff[] = [];
  let from = { before: 0, after: 0 };
  for (const anchor of [...anchors, { before: before.length, after: after.length }]) {
    const removed = before.slice(from.before, anchor.before).filter((passage) => !common.has(passage.hash));
    passages.push(...pairUp(removed, after.slice(from.after, anchor.after), common));
    const passage = after[anchor.after];
    if (passage !== undefined) passages.push({ kind: 'unchanged', passage, moved: false });
    from = { before: anchor.before + 1, after: anchor.after + 1 };
  }
  const counts = { unchanged: 0, added: 0, removed: 0, changed: 0 };
  for (const { kind } of passages) counts[kind] += 1;
  return { passages, counts };
}

type Anchor = { before: number; after: number };

/** The longest run of anchors whose places ascend on both sides (patience sorting). */
function longestAscending(anchors: Anchor[]): Anchor[] {
  const tails: number[] = [];
  const previous: number[] = [];
  anchors.forEach((anchor, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[tails[middle] ?? 0]?.before ?? 0) < anchor.before) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (tails[low - 1] ?? -1);
    tails[low] = index;
  });
  const run: Anchor[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const anchor = anchors[at];
    if (anchor !== undefined) run.push(anchor);
  }
  return run.reverse();
}

/** What lies between two anchors: changed where two passages are alike, else removed and added. */
function pairUp(removed: Comparable[], later: Comparable[], common: Set<string>): PassageDiff[] {
  const added = later.filter((passage) => !common.has(passage.hash));
  const partner = partners(removed, added);
  const result: PassageDiff[] = [];
  let next = 0;
  for (const passage of later) {
    if (common.has(passage.hash)) {
      result.push({ kind: 'unchanged', passage, moved: true });
      continue;
    }
    const old = partner.get(passage);
    if (old === undefined) result.push({ kind: 'added', passage });
    else {
      // What was removed before it stands before it.
      for (; removed[next] !== undefined && removed[next] !== old; next += 1)
        result.push({ kind: 'removed', passage: removed[next] as Comparable });
      next += 1;
      result.push({ kind: 'changed', before: old, after: passage });
    }
  }
  for (const passage of removed.slice(next)) result.push({ kind: 'removed', passage });
  return result;
}

/** Pairs in order with the greatest sum of likeness, by the passage of the later revision. */
function partners(removed: Comparable[], added: Comparable[]): Map<Comparable, Comparable> {
  const pairs = new Map<Comparable, Comparable>();
  if (removed.length * added.length > MOST_PAIRS) {
    removed.forEach((passage, at) => {
      const other = added[at];
      if (other !== undefined && other.headings.join('\n') === passage.headings.join('\n'))
        pairs.set(other, passage);
    });
    return pairs;
  }
  const left = removed.map(wordsOf);
  const right = added.map(wordsOf);
  const width = added.length + 1;
  const likeness = left.map((words) => right.map((other) => alike(words, other)));
  const best = new Float64Array((removed.length + 1) * width);
  const worth = (i: number, j: number): number => {
    const value = likeness[i]?.[j] ?? 0;
    return value >= ALIKE ? value + (best[(i + 1) * width + j + 1] ?? 0) : -1;
  };
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = removed.length - 1; i >= 0; i -= 1)
    for (let j = added.length - 1; j >= 0; j -= 1)
      best[i * width + j] = Math.max(worth(i, j), at(i + 1, j), at(i, j + 1));
  for (let i = 0, j = 0; i < removed.length && j < added.length; ) {
    const [old, passage] = [removed[i], added[j]];
    if (old !== undefined && passage !== undefined && worth(i, j) >= Math.max(at(i + 1, j), at(i, j + 1))) {
      pairs.set(passage, old);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function wordsOf({ headings, text }: Comparable): Set<string> {
  return new Set(`${headings.join(' ')} ${text}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Share of words in common (Dice). */
function alike(a: Set<string>, b: Set<string>): number {
  if (a.size + b.size === 0) return 1;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
