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
  const swap = (a: number, b: number): void => {
    const score = scores[a] as number;
    const item = items[a] as number;
    scores[a] = scores[b] as number;
    items[a] = items[b] as number;
    scores[b] = score;
    items[b] = item;
  };
  const sink = (): void => {
    let at = 0;
    while (true) {
      let worst = at;
      const left = at * 2 + 1;
      if (left < size && worse(left, worst)) worst = left;
      if (left + 1 < size && worse(left + 1, worst)) worst = left + 1;
      if (worst === at) return;
      swap(at, worst);
      at = worst;
    }
  };
  const topK: TopK = {
    get floor() {
      return size < k ? Number.NEGATIVE_INFINITY : (scores[0] as number);
    },
    offer(item, score) {
      if (k === 0 || score <= topK.floor) return;
      if (size < k) {
        let at = size++;
        scores[at] = score;
        items[at] = item;
        while (at > 0 && worse(at, (at - 1) >>> 1)) {
          swap(at, (at - 1) >>> 1);
          at = (at - 1) >>> 1;
        }
        return;
      }
      scores[0] = score;
      items[0] = item;
      sink();
    },
    take() {
      const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => (worse(a, b) ? 1 : -1));
      return order.map((i) => ({ item: items[i] as number, score: scores[i] as number }));
    },
  };
  return topK;
}
