import { sha256Hex } from '../../../core/text/hashes.ts';
import { type Packed, type Section, sectionOf } from '../files/packed-file.ts';
import { VECTOR_SHARE } from '../ranking/weights.ts';
import type { ForwardRows } from '../words/forward.ts';

/**
 * Embeddings of one corpus: a vector a term, a text is the weighted sum of its terms'. Whatever trains the
 * table (`train-corpus.ts`), encoding, folding in new passages, saving and searching stay the same.
 */
export type CorpusModel = {
  /** Names the vector space; vectors of two ids never meet. */
  readonly id: string;
  readonly dimensions: number;
  /** Passages it was trained for: when the corpus has outgrown it, train again. */
  readonly trainedOn: number;
  /** Share of the vectors in a fused score: what its own check found to help, 0 = none. */
  readonly share: number;
  /** Adds `weight` x a term's vector to `sum`; false when the model has never seen the term. */
  addTerm(sum: Float32Array, term: number, weight: number): boolean;
  sections(): Packed;
};

/** What training gives: unquantised term vectors, idf or any other weight already multiplied in. */
export type TermVectors = {
  id: string;
  dimensions: number;
  trainedOn: number;
  /** Term numbers, ascending; vector of terms[i] at i * dimensions. */
  terms: Uint32Array;
  vectors: Float32Array;
};

/** A weight for how often a term occurs in a text: the tenth mention says little. */
export function frequencyWeight(frequency: number): number {
  return 1 + Math.log(frequency);
}

/** The same for the frequencies that an index keeps, which are bytes. */
const WEIGHTS = Float64Array.from({ length: 256 }, (_, frequency) => frequencyWeight(frequency));

/** Unit vector of a text's terms, or null when the model knows none of them. */
export function encodeTerms(
  model: Pick<CorpusModel, 'dimensions' | 'addTerm'>,
  terms: Iterable<{ term: number; weight: number }>,
): Float32Array | null {
  const sum = new Float32Array(model.dimensions);
  for (const { term, weight } of terms) model.addTerm(sum, term, weight);
  return normalised(sum);
}

/** Unit vector of a passage, likewise. Written out: an index of 100,000 passages has ten million terms of passages. */
export function encodeRow(
  model: Pick<CorpusModel, 'dimensions' | 'addTerm'>,
  { starts, terms, frequencies }: ForwardRows,
  row: number,
): Float32Array | null {
  const sum = new Float32Array(model.dimensions);
  const end = starts[row + 1] as number;
  for (let i = starts[row] as number; i < end; i++) {
    model.addTerm(sum, terms[i] as number, WEIGHTS[frequencies[i] as number] as number);
  }
  return normalised(sum);
}

/** The vector scaled to length 1, in place; null for a vector without direction. */
export function normalised(vector: Float32Array): Float32Array | null {
  let square = 0;
  for (const x of vector) square += x * x;
  if (!(square > 0) || !Number.isFinite(square)) return null;
  const scale = 1 / Math.sqrt(square);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) * scale;
  return vector;
}

/** Quantises term vectors to 8 bits with a scale each: a quarter of the memory, no measurable loss. */
export function createCorpusModel(trained: TermVectors, share: number = VECTOR_SHARE): CorpusModel {
  const { id, dimensions, trainedOn, terms, vectors } = trained;
  const rows = new Int8Array(vectors.length);
  const scales = new Float32Array(terms.length);
  for (let at = 0; at < terms.length; at++) {
    scales[at] = quantise(vectors.subarray(at * dimensions, (at + 1) * dimensions), rows, at * dimensions);
  }
  // Two trainings make two spaces: the name tells them apart.
  const space = sha256Hex(rows).slice(0, 12);
  return modelOf({ id: `${id}/${space}`, dimensions, trainedOn, share }, terms, rows, scales);
}

/** The model that `sections` packed. */
export function loadCorpusModel(packed: Packed): CorpusModel {
  const { id, dimensions, trainedOn, share } = packed.meta;
  return modelOf(
    {
      id: String(id),
      dimensions: Number(dimensions),
      trainedOn: Number(trainedOn),
      share: typeof share === 'number' ? share : VECTOR_SHARE,
    },
    sectionOf(packed, 'terms', Uint32Array),
    sectionOf(packed, 'rows', Int8Array),
    sectionOf(packed, 'scales', Float32Array),
  );
}

/** Writes a vector as int8 at `to` in `rows`; returns its scale (value = byte x scale). */
export function quantise(vector: Float32Array, rows: Int8Array, to: number): number {
  let most = 0;
  for (const x of vector) most = Math.max(most, Math.abs(x));
  if (most === 0) return 0;
  const factor = 127 / most;
  for (let i = 0; i < vector.length; i++) rows[to + i] = Math.round((vector[i] as number) * factor);
  return most / 127;
}

function modelOf(
  facts: Pick<CorpusModel, 'id' | 'dimensions' | 'trainedOn' | 'share'>,
  terms: Uint32Array,
  rows: Int8Array,
  scales: Float32Array,
): CorpusModel {
  const { dimensions } = facts;
  // Row of a term, by term number: terms that came after training have none.
  const rowOf = new Int32Array((terms.at(-1) ?? -1) + 1).fill(-1);
  terms.forEach((term, at) => {
    rowOf[term] = at;
  });
  return {
    ...facts,
    addTerm(sum, term, weight) {
      const at = rowOf[term] ?? -1;
      if (at < 0) return false;
      const factor = weight * (scales[at] as number);
      const start = at * dimensions;
      for (let d = 0; d < dimensions; d++) {
        sum[d] = (sum[d] as number) + factor * (rows[start + d] as number);
      }
      return true;
    },
    sections: () => ({
      meta: facts,
      sections: new Map<string, Section>([
        ['terms', terms],
        ['rows', rows],
        ['scales', scales],
      ]),
    }),
  };
}
