import { LSA } from '../ranking/weights.ts';
import { gram, multiply, orthonormalise, symmetricEigen } from '../vectors/dense-math.ts';
import { createRowLoops, ROW_ALIGNMENT, type RowLoops } from '../vectors/row-loops.ts';
import { reused, type WasmMemory, wasmMemory } from '../vectors/wasm-code.ts';
import type { ForwardRows } from '../words/forward.ts';
import { idfOf } from '../words/lexical-score.ts';
import { frequencyWeight, type TermVectors } from './corpus-model.ts';

/**
 * Passages x terms, sparse by row, in WebAssembly memory with what it is multiplied by: `basis` has a row a term,
 * `projected` one a passage. An entry is the place of its term's row in `basis` (integer) and its value (float).
 */
type Sparse = { rows: number; starts: Uint32Array; memory: WasmMemory; entries: number } & Room;

type Room = { stride: number; basis: number; projected: number };

/**
 * Latent semantic analysis (Deerwester et al. 1990): the best rank-d view of the passage x term matrix, found by
 * randomised subspace iteration (Halko, Martinsson and Tropp 2011) on a sample of the passages. Null when the
 * corpus is too small to say anything about how its words go together. Deterministic. It works in `room`.
 */
export function trainLsa(
  parts: ForwardRows[],
  termCount: number,
  room: WasmMemory = wasmMemory(0),
): TermVectors | null {
  const living = parts.reduce((sum, part) => sum + part.ids.length, 0);
  if (living < LSA.fewestPassages) return null;
  const sample = sampled(parts, living);
  const { terms, idf } = vocabulary(sample, termCount);
  const dimensions = Math.min(LSA.dimensions, Math.floor(Math.min(sample.length, terms.length) / 2));
  if (dimensions < 2) return null;
  const matrix = weighted(sample, { terms, idf, termCount }, room);
  const width = Math.min(dimensions + LSA.oversampling, terms.length, sample.length);
  const { memory, stride } = matrix;
  const basis = new Float32Array(memory.buffer, matrix.basis, terms.length * stride);
  const projected = new Float32Array(memory.buffer, matrix.projected, matrix.rows * stride);
  const loops = createRowLoops(memory, stride);

  putNoise(basis, width, stride);
  for (let round = 0; round < LSA.rounds; round++) {
    times(matrix, loops);
    basis.fill(0);
    timesTransposed(matrix, loops);
    orthonormalise(basis, terms.length, stride);
  }
  times(matrix, loops);
  const { values, vectors } = symmetricEigen(gram(projected, matrix.rows, stride), stride);
  const damping = values.map((value) => Math.max(value, 1e-12) ** (LSA.spectrumPower / 2));
  const turn = new Float64Array(stride * dimensions);
  for (let i = 0; i < stride; i++) {
    for (let d = 0; d < dimensions; d++) {
      turn[i * dimensions + d] = (vectors[i * stride + d] as number) * (damping[d] as number);
    }
  }
  const rotated = multiply(basis, terms.length, { matrix: turn, width: stride, columns: dimensions });
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

function weighted(
  sample: Entry[],
  { terms, idf, termCount }: { terms: Uint32Array; idf: Float32Array; termCount: number },
  room: WasmMemory,
): Sparse {
  const columnOf = new Int32Array(termCount).fill(-1);
  terms.forEach((term, column) => {
    columnOf[term] = column;
  });
  const most = sample.reduce(
    (sum, { part, row }) => sum + (part.starts[row + 1] as number) - (part.starts[row] as number),
    0,
  );
  const matrix = emptyMatrix(room, sample.length, terms.length, most);
  const places = new Uint32Array(matrix.memory.buffer, matrix.entries, most * 2);
  const values = new Float32Array(matrix.memory.buffer, matrix.entries, most * 2);
  const rowBytes = matrix.stride * 4;
  let size = 0;
  sample.forEach(({ part, row }, at) => {
    const first = size;
    let square = 0;
    const end = part.starts[row + 1] as number;
    for (let i = part.starts[row] as number; i < end; i++) {
      const column = columnOf[part.terms[i] as number] as number;
      if (column < 0) continue;
      const value = frequencyWeight(part.frequencies[i] as number) * (idf[column] as number);
      places[size * 2] = matrix.basis + column * rowBytes;
      values[size++ * 2 + 1] = value;
      square += value * value;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let i = first; i < size; i++) values[i * 2 + 1] = (values[i * 2 + 1] as number) * scale;
    matrix.starts[at + 1] = size;
  });
  return matrix;
}

function emptyMatrix(room: WasmMemory, rows: number, terms: number, entries: number): Sparse {
  const most = LSA.dimensions + LSA.oversampling;
  const stride = Math.ceil(Math.min(most, terms, rows) / ROW_ALIGNMENT) * ROW_ALIGNMENT;
  const projected = terms * stride * 4;
  const first = projected + rows * stride * 4;
  const memory = reused(room, first + entries * 8);
  return { rows, starts: new Uint32Array(rows + 1), memory, entries: first, stride, basis: 0, projected };
}

/** projected = A x basis. */
function times(a: Sparse, loops: RowLoops): void {
  eachRow(a, (place, entries, count) => loops.gather(place, entries, count));
}

/** Adds Aᵀ x projected to the basis. */
function timesTransposed(a: Sparse, loops: RowLoops): void {
  eachRow(a, (place, entries, count) => loops.scatter(place, entries, count));
}

/** Rows without a term stay as they are: zero. */
function eachRow(a: Sparse, work: (place: number, entries: number, count: number) => void): void {
  for (let row = 0; row < a.rows; row++) {
    const start = a.starts[row] as number;
    const count = (a.starts[row + 1] as number) - start;
    if (count > 0) work(a.projected + row * a.stride * 4, a.entries + start * 8, count);
  }
}

/** Numbers without pattern, the same on every run: a start for the iteration, not a secret. */
function putNoise(basis: Float32Array, width: number, stride: number): void {
  let state = 0x9e3779b9;
  for (let from = 0; from < basis.length; from += stride) {
    for (let i = from; i < from + width; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      basis[i] = state / 0x80000000;
    }
  }
}
