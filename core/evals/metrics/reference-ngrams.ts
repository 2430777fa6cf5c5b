/** The n-grams of a segment's references, ready to be matched. */
export type ReferenceNgrams = {
  /** Lengths of the references in tokens. */
  lengths: readonly number[];
  /** Matches by order: each n-gram at most as often as the reference that has it most often. */
  match(tokens: readonly string[]): number[];
};

/**
 * Keeps n-grams as a tree of tokens. A hypothesis is walked from each of its tokens until no reference goes on like it,
 * so the n-grams that match nothing, which are most, are never made: about half the time of counting both sides.
 */
export function referenceNgrams(
  references: readonly (readonly string[])[],
  maxOrder: number,
): ReferenceNgrams {
  const vocabulary = new Map<string, number>();
  for (const tokens of references)
    for (const token of tokens) if (!vocabulary.has(token)) vocabulary.set(token, vocabulary.size);
  const children = new Map<number, number>();
  /** By node: how often the n-gram that ends there may match. Node 0 is the root. */
  const most = [0];
  const childKey = (node: number, token: number): number => node * vocabulary.size + token;
  for (const tokens of references) {
    const ids = tokens.map((token) => vocabulary.get(token) ?? 0);
    const counts = new Map<number, number>();
    for (let start = 0; start < ids.length; start++) {
      let node = 0;
      for (let at = start; at < ids.length && at < start + maxOrder; at++) {
        const key = childKey(node, ids[at] ?? 0);
        let child = children.get(key);
        if (child === undefined) {
          child = most.length;
          children.set(key, child);
          most.push(0);
        }
        counts.set(child, (counts.get(child) ?? 0) + 1);
        node = child;
      }
    }
    for (const [node, count] of counts) most[node] = Math.max(most[node] ?? 0, count);
  }
  return {
    lengths: references.map((tokens) => tokens.length),
    match(tokens) {
      const correct = new Array<number>(maxOrder).fill(0);
      const used = new Uint32Array(most.length);
      const ids = tokens.map((token) => vocabulary.get(token) ?? -1);
      for (let start = 0; start < ids.length; start++) {
        let node = 0;
        for (let order = 0; order < maxOrder && start + order < ids.length; order++) {
          const id = ids[start + order] ?? -1;
          const child = id === -1 ? undefined : children.get(childKey(node, id));
          if (child === undefined) break;
          const times = used[child] ?? 0;
          if (times < (most[child] ?? 0)) correct[order] = (correct[order] ?? 0) + 1;
          used[child] = times + 1;
          node = child;
        }
      }
      return correct;
    },
  };
}
