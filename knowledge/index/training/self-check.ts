import { BM25, SELF_CHECK, VECTOR_SHARE } from '../ranking/weights.ts';
import { createMatrixProduct } from '../vectors/matrix-product.ts';
import { reused, type WasmMemory, wasmMemory } from '../vectors/wasm-code.ts';
import { idfOf } from '../words/lexical-score.ts';
import { frequencyWeight, normalised, type TermVectors } from './corpus-model.ts';
import { type Counts, createCounts } from './counts.ts';
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

type Asked = { query: Counts; target: number; body: Counts };

/** A sentence's passage is looked for without the sentence. */
function questionOf(pairs: TrainingPairs, pair: number, step: number): Asked {
  const [query, body] = [createCounts(), createCounts()];
  pairs.queryOf(pair, query);
  pairs.targetOf(pair, body);
  return { query: query.pack(), target: (pairs.passages[pair] as number) / step, body: body.pack() };
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
function comparison(vectors: TermVectors, bodies: Counts, room: WasmMemory) {
  const inner = Math.ceil(vectors.dimensions / 4) * 4;
  const width = Math.ceil(bodies.size / 2) * 2;
  const [questions, similar] = [width * inner, (width + TOGETHER) * inner];
  const memory = reused(room, (similar + TOGETHER * width) * 4);
  const floats = new Float32Array(memory.buffer);
  const product = createMatrixProduct(memory, { n: width, inner });
  for (let at = 0; at < bodies.size; at++) {
    const unit = encode(vectors, bodies, at);
    if (unit !== null) floats.set(unit, at * inner);
  }
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

/** What each passage says below its breadcrumb. */
function bodiesOf(pairs: TrainingPairs, passages: number, step: number): Counts {
  const bodies = createCounts();
  for (let passage = 0; passage < passages; passage++) pairs.bodyOf(passage * step, bodies);
  return bodies.pack();
}

function encode({ dimensions, vectors }: TermVectors, counts: Counts, text = 0): Float32Array | null {
  const sum = new Float32Array(dimensions);
  const end = counts.starts[text + 1] as number;
  for (let i = counts.starts[text] as number; i < end; i++) {
    const weight = frequencyWeight(counts.counts[i] as number);
    const first = (counts.rows[i] as number) * dimensions;
    for (let d = 0; d < dimensions; d++)
      sum[d] = (sum[d] as number) + weight * (vectors[first + d] as number);
  }
  return normalised(sum);
}

/** BM25 of a query with every body; the target's body is given apart. */
function wordScores(
  bodies: Counts,
  rows: number,
): (query: Counts, target: number, body: Counts) => Float32Array {
  const { size } = bodies;
  const lengths = Uint32Array.from({ length: size }, (_, at) => lengthOf(bodies, at));
  const average = lengths.reduce((sum, length) => sum + length, 0) / size || 1;
  const holding = turned(bodies, rows);
  const gain = (count: number, length: number): number =>
    count / (count + BM25.k1 * (1 - BM25.b + (BM25.b * length) / average));
  return (query, target, body) => {
    const scores = new Float32Array(size);
    const length = lengthOf(body, 0);
    const own = new Map(Array.from(body.rows, (row, i) => [row, body.counts[i] as number]));
    for (const row of query.rows) {
      const [first, end] = [holding.starts[row] as number, holding.starts[row + 1] as number];
      const idf = idfOf(size, end - first);
      for (let i = first; i < end; i++) {
        const passage = holding.rows[i] as number;
        if (passage === target) continue;
        const gained = gain(holding.counts[i] as number, lengths[passage] as number);
        scores[passage] = (scores[passage] as number) + idf * gained;
      }
      const count = own.get(row) ?? 0;
      if (count > 0) scores[target] = (scores[target] as number) + idf * gain(count, length);
    }
    return scores;
  };
}

function lengthOf({ starts, counts }: Counts, text: number): number {
  let length = 0;
  for (let i = starts[text] as number; i < (starts[text + 1] as number); i++) length += counts[i] as number;
  return length;
}

/** Texts by what they hold: a text a table row, with the passages that hold it as its rows. */
function turned({ size, starts, rows, counts }: Counts, tableRows: number): Counts {
  const by = new Uint32Array(tableRows + 1);
  for (const row of rows) by[row + 1] = (by[row + 1] as number) + 1;
  for (let row = 0; row < tableRows; row++) by[row + 1] = (by[row + 1] as number) + (by[row] as number);
  const next = by.slice();
  const of = {
    size: tableRows,
    starts: by,
    rows: new Uint32Array(rows.length),
    counts: new Uint16Array(rows.length),
  };
  for (let text = 0; text < size; text++) {
    for (let i = starts[text] as number; i < (starts[text + 1] as number); i++) {
      const to = next[rows[i] as number] as number;
      of.rows[to] = text;
      of.counts[to] = counts[i] as number;
      next[rows[i] as number] = to + 1;
    }
  }
  return of;
}
