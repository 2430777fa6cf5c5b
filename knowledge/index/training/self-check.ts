import { BM25, SELF_CHECK, VECTOR_SHARE } from '../ranking/weights.ts';
import { idfOf } from '../words/lexical-score.ts';
import { encodeTerms, frequencyWeight, type TermVectors } from './corpus-model.ts';
import type { TrainingPairs } from './training-pairs.ts';

export type CheckInput = {
  vectors: TermVectors;
  pairs: TrainingPairs;
  /** Pairs that training did not see, of passages that take part in the check. */
  held: ReadonlySet<number>;
  /** Passages that the pairs were cut from. */
  passages: number;
};

/** Quality by share of the vectors in the fused score, `SELF_CHECK.shares` in order. */
export type CheckCurve = number[];

/**
 * The share of the vectors that finds held-back headings' sections best, 0 when none is better than words alone, at
 * most `VECTOR_SHARE`. Passages stand without their breadcrumbs here: with them, words would find every heading.
 */
export function chooseShare(input: CheckInput): number {
  return shareOf(checkCurve(input));
}

/** The best share of a curve; nearly as good is as good, the smaller one then says less that is wrong. */
export function shareOf(curve: CheckCurve): number {
  const words = curve[0] as number;
  let best = 0;
  curve.forEach((quality, at) => {
    if (quality > (curve[best] as number)) best = at;
  });
  const gain = (curve[best] as number) - words;
  if (gain < SELF_CHECK.leastGain) return 0;
  return Math.min(VECTOR_SHARE, SELF_CHECK.shares[best] as number);
}

/** Every n-th passage takes part in the check, so that its time is bounded. */
export function checkStep(passages: number): number {
  return Math.max(1, Math.ceil(passages / SELF_CHECK.mostPassages));
}

/** Mean 1 / log2(1 + rank) of the target among the passages, for each share. */
function checkCurve({ vectors, pairs, held, passages: all }: CheckInput): CheckCurve {
  const step = checkStep(all);
  const passages = Math.ceil(all / step);
  const bodies = bodiesOf(pairs, passages, step);
  const { dimensions } = vectors;
  const units = new Float32Array(passages * dimensions);
  bodies.forEach((body, passage) => {
    const unit = encode(vectors, body);
    if (unit !== null) units.set(unit, passage * dimensions);
  });
  const words = wordScores(bodies, vectors.terms.length);
  const sums = SELF_CHECK.shares.map(() => 0);
  for (const pair of held) {
    const target = (pairs.passages[pair] as number) / step;
    // A sentence's passage is looked for without the sentence.
    const body = new Map<number, number>();
    pairs.targetOf(pair, { put: (row, count) => body.set(row, count), close: () => {} });
    const query = new Map<number, number>();
    pairs.queryOf(pair, { put: (row, count) => query.set(row, count), close: () => {} });
    const unit = encode(vectors, query);
    const lexical = words(query, target, body);
    const similar = new Float32Array(passages);
    if (unit !== null) {
      for (let passage = 0; passage < passages; passage++) {
        let dot = 0;
        for (let d = 0; d < dimensions; d++)
          dot += (unit[d] as number) * (units[passage * dimensions + d] as number);
        similar[passage] = Math.max(0, dot);
      }
      const own = encode(vectors, body);
      similar[target] = Math.max(0, own?.reduce((sum, x, d) => sum + x * (unit[d] as number), 0) ?? 0);
    }
    const top = lexical.reduce((most, score) => Math.max(most, score), 0) || 1;
    SELF_CHECK.shares.forEach((share, at) => {
      const scoreOf = (passage: number): number =>
        ((1 - share) * (lexical[passage] as number)) / top + share * (similar[passage] as number);
      const own = scoreOf(target);
      let rank = 1;
      for (let passage = 0; passage < passages; passage++) {
        if (passage !== target && scoreOf(passage) >= own) rank++;
      }
      sums[at] = (sums[at] as number) + (rank > SELF_CHECK.depth ? 0 : 1 / Math.log2(1 + rank));
    });
  }
  return sums.map((sum) => sum / held.size);
}

type Body = Map<number, number>;

/** What each passage says below its breadcrumb: counts by table row. */
function bodiesOf(pairs: TrainingPairs, passages: number, step: number): Body[] {
  const bodies = Array.from({ length: passages }, (): Body => new Map());
  for (let passage = 0; passage < passages; passage++) {
    const body = bodies[passage] as Body;
    pairs.bodyOf(passage * step, { put: (row, count) => body.set(row, count), close: () => {} });
  }
  return bodies;
}

function encode(vectors: TermVectors, counts: Body): Float32Array | null {
  const { dimensions } = vectors;
  const entries = [...counts].map(([term, count]) => ({ term, weight: frequencyWeight(count) }));
  return encodeTerms(
    {
      dimensions,
      addTerm(sum, row, weight) {
        for (let d = 0; d < dimensions; d++)
          sum[d] = (sum[d] as number) + weight * (vectors.vectors[row * dimensions + d] as number);
        return true;
      },
    },
    entries,
  );
}

/** BM25 of a query with every body; the target's body is given apart. */
function wordScores(bodies: Body[], rows: number): (query: Body, target: number, body: Body) => Float32Array {
  const lengths = bodies.map((body) => [...body.values()].reduce((sum, count) => sum + count, 0));
  const average = lengths.reduce((sum, length) => sum + length, 0) / bodies.length || 1;
  const postings = Array.from({ length: rows }, (): number[] => []);
  bodies.forEach((body, passage) => {
    for (const row of body.keys()) postings[row]?.push(passage);
  });
  const gain = (count: number, length: number): number =>
    count / (count + BM25.k1 * (1 - BM25.b + (BM25.b * length) / average));
  return (query, target, body) => {
    const scores = new Float32Array(bodies.length);
    const length = [...body.values()].reduce((sum, count) => sum + count, 0);
    for (const row of query.keys()) {
      const holding = postings[row] ?? [];
      const idf = idfOf(bodies.length, holding.length);
      for (const passage of holding) {
        const count = bodies[passage]?.get(row) ?? 0;
        if (passage !== target)
          scores[passage] = (scores[passage] as number) + idf * gain(count, lengths[passage] as number);
      }
      const own = body.get(row) ?? 0;
      if (own > 0) scores[target] = (scores[target] as number) + idf * gain(own, length);
    }
    return scores;
  };
}
