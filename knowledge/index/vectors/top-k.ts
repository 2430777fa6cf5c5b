/** Keeps the k best (score, item) pairs seen; ties go to the item offered first. */
export type TopK = {
  offer(item: number, score: number): void;
  /** A score must beat this to get in; -Infinity until k were taken. */
  readonly floor: number;
  /** Best first. */
  take(): { item: number; score: number }[];
};

/** A binary min-heap over two typed arrays: the worst of the kept is at the root. */
export function createTopK(k: number): TopK {
  const scores = new Float64Array(k);
  const items = new Uint32Array(k);
  let size = 0;
  // Worse: a lower score, or the same score and a later item.
  const worse = (a: number, b: number): boolean =>
    (scores[a] as number) < (scores[b] as number) ||
    (scores[a] === scores[b] && (items[a] as number) > (items[b] as number));
  // Both move a hole instead of swapping.
  const rise = (from: number, item: number, score: number): void => {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      const above = scores[parent] as number;
      if (score > above || (score === above && item < (items[parent] as number))) break;
      scores[at] = above;
      items[at] = items[parent] as number;
      at = parent;
    }
    scores[at] = score;
    items[at] = item;
  };
  const sink = (item: number, score: number): void => {
    let at = 0;
    while (true) {
      let child = at * 2 + 1;
      if (child >= size) break;
      if (child + 1 < size && worse(child + 1, child)) child++;
      const below = scores[child] as number;
      if (below > score || (below === score && (items[child] as number) < item)) break;
      scores[at] = below;
      items[at] = items[child] as number;
      at = child;
    }
    scores[at] = score;
    items[at] = item;
  };
  const topK: TopK = {
    get floor() {
      return size < k ? Number.NEGATIVE_INFINITY : (scores[0] as number);
    },
    offer(item, score) {
      if (k === 0 || score <= topK.floor) return;
      if (size < k) rise(size++, item, score);
      else sink(item, score);
    },
    take() {
      const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => (worse(a, b) ? 1 : -1));
      return order.map((i) => ({ item: items[i] as number, score: scores[i] as number }));
    },
  };
  return topK;
}
