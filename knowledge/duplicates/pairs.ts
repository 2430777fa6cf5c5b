import { duplicateLimits } from './limits.ts';
import { likeness } from './signature.ts';

export type Signed = { documentId: string; signature: Uint32Array };

export type Pair = { documentId: string; otherId: string; likeness: number };

/**
 * Pairs of documents that are likely duplicates, most alike first. Only documents that agree in a whole band of their
 * signatures are compared (locality-sensitive hashing), so the work grows with the documents and not with their pairs.
 */
export function likelyPairs(documents: readonly Signed[]): Pair[] {
  const { band, values, alike, bundle, pairs: most } = duplicateLimits;
  const found = new Map<string, Pair>();
  for (let from = 0; from < values; from += band) {
    const bundles = Map.groupBy(documents, ({ signature }) => signature.subarray(from, from + band).join());
    for (const same of bundles.values()) {
      if (same.length < 2) continue;
      const firsts = same.length > bundle ? same.slice(0, 1) : same;
      firsts.forEach((one, at) => {
        for (const other of same.slice(at + 1)) consider(one, other);
      });
    }
  }
  return [...found.values()]
    .sort((a, b) => b.likeness - a.likeness || (a.documentId < b.documentId ? -1 : 1))
    .slice(0, most);

  function consider(one: Signed, other: Signed): void {
    const [first, second] = one.documentId < other.documentId ? [one, other] : [other, one];
    const key = `${first.documentId} ${second.documentId}`;
    if (found.has(key)) return;
    const share = likeness(first.signature, second.signature);
    if (share >= alike)
      found.set(key, { documentId: first.documentId, otherId: second.documentId, likeness: share });
  }
}
