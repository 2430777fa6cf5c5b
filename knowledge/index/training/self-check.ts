import { BM25, SELF_CHECK, VECTOR_SHARE } from '../ranking/weights.ts';
import { createMatrixProduct } from '../vectors/matrix-product.ts';
import { reused, type WasmMemory, wasmMemory } from '../vectors/wasm-code.ts';
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
  /** Memory that it works in; default: its own. */
  room?: WasmMemory;
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

/** Pairs that are compared with the passages together. */
const TOGETHER = 32;

/** Mean 1 / log2(1 + rank) of the target among the passages, for each share. */
function checkCurve({ vectors, pairs, held, passages: all, room = wasmMemory(0) }: CheckInput): CheckCurve {
  const step = checkStep(all);
  const passages = Math.ceil(all / step);
  const bodies = bodiesOf(pairs, passages, step);
  const compare = comparison(vectors, bodies, room);
  const words = wordScores(bodies, vectors.terms.length);
  const sums = SELF_CHECK.shares.map(() => 0);
  const order = [...held];
  for (let from = 0; from < order.length; from += TOGETHER) {
    const asked = order.slice(from, from + TOGETHER).map((pair) => questionOf(pairs, pair, step));
    const units = asked.map(({ query }) => encode(vectors, query));
    const similar = compare(units);
    asked.forEach(({ query, target, body }, at) => {
      const lexical = words(query, target, body);
      const own = similar.subarray(at * compare.width, at * compare.width + passages);
      const [unit, rest] = [units[at], encode(vectors, body)];
      own[target] =
        unit == null || rest === null ? 0 : rest.reduce((sum, x, d) => sum + x * (unit[d] as number), 0);
      const top = lexical.reduce((most, score) => Math.max(most, score), 0) || 1;
      SELF_CHECK.shares.forEach((share, which) => {
        const rank = rankOf(target, lexical, own, { words: (1 - share) / top, vectors: share });
        sums[which] = (sums[which] as number) + (rank > SELF_CHECK.depth ? 0 : 1 / Math.log2(1 + rank));
      });
    });
  }
  return sums.map((sum) => sum / held.size);
}

type Asked = { query: Body; target: number; body: Body };

/** A sentence's passage is looked for without the sentence. */
function questionOf(pairs: TrainingPairs, pair: number, step: number): Asked {
  const query: Body = new Map();
  const body: Body = new Map();
  pairs.queryOf(pair, { put: (row, count) => query.set(row, count), close: () => {} });
  pairs.targetOf(pair, { put: (row, count) => body.set(row, count), close: () => {} });
  return { query, target: (pairs.passages[pair] as number) / step, body };
}

/** The target's place among the passages; whoever scores as well stands before it. */
function rankOf(
  target: number,
  lexical: Float32Array,
  similar: Float32Array,
  weight: { words: number; vectors: number },
): number {
  const { words, vectors } = weight;
  const own = words * (lexical[target] as number) + vectors * Math.max(0, similar[target] as number);
  let rank = 1;
  for (let at = 0; at < lexical.length; at++) {
    const score = words * (lexical[at] as number) + vectors * Math.max(0, similar[at] as number);
    if (score >= own && at !== target) rank++;
  }
  return rank;
}

/**
 * Cosines of up to `TOGETHER` questions with all bodies, `width` a question, overwritten by the next call. A text without
 * a known word is like nothing.
 */
function comparison(vectors: TermVectors, bodies: readonly Body[], room: WasmMemory) {
  const inner = Math.ceil(vectors.dimensions / 4) * 4;
  const width = Math.ceil(bodies.length / 2) * 2;
  const [questions, similar] = [width * inner, (width + TOGETHER) * inner];
  const memory = reused(room, (similar + TOGETHER * width) * 4);
  const floats = new Float32Array(memory.buffer);
  const product = createMatrixProduct(memory, { n: width, inner });
  bodies.forEach((body, at) => {
    const unit = encode(vectors, body);
    if (unit !== null) floats.set(unit, at * inner);
  });
  const compare = (units: readonly (Float32Array | null)[]): Float32Array => {
    floats.fill(0, questions, similar);
    units.forEach((unit, at) => {
      if (unit !== null) floats.set(unit, questions + at * inner);
    });
    product(questions * 4, 0, similar * 4, TOGETHER);
    return floats.subarray(similar, similar + TOGETHER * width);
  };
  return Object.assign(compare, { width });
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
