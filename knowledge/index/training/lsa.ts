import { LSA } from '../ranking/weights.ts';
import { gram, multiply, orthonormalise, symmetricEigen } from '../vectors/dense-math.ts';
import type { ForwardRows } from '../words/forward.ts';
import { idfOf } from '../words/lexical-score.ts';
import { frequencyWeight, type TermVectors } from './corpus-model.ts';

/** Passages x terms, sparse by row. */
type Sparse = { rows: number; starts: Uint32Array; columns: Uint32Array; values: Float32Array };

/**
 * Latent semantic analysis (Deerwester et al. 1990): the best rank-d view of the passage x term matrix, found by
 * randomised subspace iteration (Halko, Martinsson and Tropp 2011) on a sample of the passages. Null when the
 * corpus is too small to say anything about how its words go together. Deterministic.
 */
export function trainLsa(parts: ForwardRows[], termCount: number): TermVectors | null {
  const living = parts.reduce((sum, part) => sum + part.ids.length, 0);
  if (living < LSA.fewestPassages) return null;
  const sample = sampled(parts, living);
  const { terms, idf } = vocabulary(sample, termCount);
  const dimensions = Math.min(LSA.dimensions, Math.floor(Math.min(sample.length, terms.length) / 2));
  if (dimensions < 2) return null;
  const matrix = weighted(sample, terms, idf, termCount);
  const width = Math.min(dimensions + LSA.oversampling, terms.length, sample.length);

  let basis: Float32Array = noise(terms.length * width);
  for (let round = 0; round < LSA.rounds; round++) {
    basis = timesTransposed(matrix, times(matrix, basis, width), terms.length, width);
    orthonormalise(basis, terms.length, width);
  }
  const projected = times(matrix, basis, width);
  const { values, vectors } = symmetricEigen(gram(projected, matrix.rows, width), width);
  const damping = values.map((value) => Math.max(value, 1e-12) ** (LSA.spectrumPower / 2));
  const turn = new Float64Array(width * dimensions);
  for (let i = 0; i < width; i++) {
    for (let d = 0; d < dimensions; d++) {
      turn[i * dimensions + d] = (vectors[i * width + d] as number) * (damping[d] as number);
    }
  }
  const rotated = multiply(basis, terms.length, { matrix: turn, width, columns: dimensions });
  for (let term = 0; term < terms.length; term++) {
    for (let d = 0; d < dimensions; d++) {
      const at = term * dimensions + d;
      rotated[at] = (rotated[at] as number) * (idf[term] as number);
    }
  }
  return { id: `corpus-lsa/${dimensions}`, dimensions, trainedOn: living, terms, vectors: rotated };
}

type Entry = { part: ForwardRows; row: number };

/** Every passage of a small corpus, every n-th of a large one: time is bounded, each document has its part. */
function sampled(parts: ForwardRows[], living: number): Entry[] {
  const step = Math.max(1, living / LSA.samplePassages);
  const sample: Entry[] = [];
  let seen = 0;
  for (const part of parts) {
    for (let row = 0; row < part.ids.length; row++, seen++) {
      if (seen >= sample.length * step) sample.push({ part, row });
    }
  }
  return sample;
}

/** Terms that occur in several passages (but not in most), the most frequent first if there are too many. */
function vocabulary(sample: Entry[], termCount: number): { terms: Uint32Array; idf: Float32Array } {
  const frequency = new Uint32Array(termCount);
  for (const { part, row } of sample) {
    const end = part.starts[row + 1] as number;
    for (let i = part.starts[row] as number; i < end; i++) {
      const term = part.terms[i] as number;
      frequency[term] = (frequency[term] as number) + 1;
    }
  }
  const most = sample.length * LSA.mostCommonShare;
  const kept: number[] = [];
  for (let term = 0; term < termCount; term++) {
    const count = frequency[term] as number;
    if (count >= LSA.fewestOccurrences && count <= most) kept.push(term);
  }
  kept.sort((a, b) => (frequency[b] as number) - (frequency[a] as number));
  const terms = Uint32Array.from(kept.slice(0, LSA.mostTerms)).sort();
  return { terms, idf: Float32Array.from(terms, (term) => idfOf(sample.length, frequency[term] as number)) };
}

function weighted(sample: Entry[], terms: Uint32Array, idf: Float32Array, termCount: number): Sparse {
  const columnOf = new Int32Array(termCount).fill(-1);
  terms.forEach((term, column) => {
    columnOf[term] = column;
  });
  const room = sample.reduce(
    (sum, { part, row }) => sum + (part.starts[row + 1] as number) - (part.starts[row] as number),
    0,
  );
  const matrix: Sparse = {
    rows: sample.length,
    starts: new Uint32Array(sample.length + 1),
    columns: new Uint32Array(room),
    values: new Float32Array(room),
  };
  let size = 0;
  sample.forEach(({ part, row }, at) => {
    const first = size;
    let square = 0;
    const end = part.starts[row + 1] as number;
    for (let i = part.starts[row] as number; i < end; i++) {
      const column = columnOf[part.terms[i] as number] as number;
      if (column < 0) continue;
      const value = frequencyWeight(part.frequencies[i] as number) * (idf[column] as number);
      matrix.columns[size] = column;
      matrix.values[size++] = value;
      square += value * value;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let i = first; i < size; i++) matrix.values[i] = (matrix.values[i] as number) * scale;
    matrix.starts[at + 1] = size;
  });
  return matrix;
}

/** A x B for B of terms x width. */
function times(a: Sparse, b: Float32Array, width: number): Float32Array {
  const product = new Float32Array(a.rows * width);
  for (let row = 0; row < a.rows; row++) {
    const to = row * width;
    const end = a.starts[row + 1] as number;
    for (let i = a.starts[row] as number; i < end; i++) {
      const value = a.values[i] as number;
      const from = (a.columns[i] as number) * width;
      for (let j = 0; j < width; j++)
        product[to + j] = (product[to + j] as number) + value * (b[from + j] as number);
    }
  }
  return product;
}

/** Aᵀ x Y for Y of passages x width. */
function timesTransposed(a: Sparse, y: Float32Array, columns: number, width: number): Float32Array {
  const product = new Float32Array(columns * width);
  for (let row = 0; row < a.rows; row++) {
    const from = row * width;
    const end = a.starts[row + 1] as number;
    for (let i = a.starts[row] as number; i < end; i++) {
      const value = a.values[i] as number;
      const to = (a.columns[i] as number) * width;
      for (let j = 0; j < width; j++)
        product[to + j] = (product[to + j] as number) + value * (y[from + j] as number);
    }
  }
  return product;
}

/** Numbers without pattern, the same on every run: a start for the iteration, not a secret. */
function noise(length: number): Float32Array {
  let state = 0x9e3779b9;
  return Float32Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 0x80000000;
  });
}
