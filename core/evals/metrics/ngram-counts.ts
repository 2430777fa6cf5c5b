/** How often each run of `order` tokens occurs. */
export function ngramCounts(tokens: readonly string[], order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + order <= tokens.length; start++) {
    let ngram = tokens[start] ?? '';
    for (let at = start + 1; at < start + order; at++) ngram += ` ${tokens[at]}`;
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}

/** The counts of every order from 1 to `most`. Each n-gram is made from the one before it, which saves half the time. */
export function ngramOrders(tokens: readonly string[], most: number, joint = ' '): Map<string, number>[] {
  let grams: readonly string[] = tokens;
  return Array.from({ length: most }, (_, at) => {
    if (at > 0) grams = grams.slice(0, -1).map((gram, start) => gram + joint + (tokens[start + at] ?? ''));
    const counts = new Map<string, number>();
    for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
    return counts;
  });
}

/** How much of `counts` is also in `other`, each n-gram at most as often as there. */
export function overlap(counts: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let same = 0;
  for (const [ngram, count] of counts) same += Math.min(count, other.get(ngram) ?? 0);
  return same;
}
