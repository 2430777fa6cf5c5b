import { createMatrixProduct } from '../vectors/matrix-product.ts';
import { ADAM_CONSTANTS, createRowLoops, ROW_ALIGNMENT } from '../vectors/row-loops.ts';
import { reused, type WasmMemory, wasmMemory } from '../vectors/wasm-code.ts';

/** Texts as bags: text i has the rows `rows[starts[i] .. starts[i + 1]]` of the table with their weights. */
export type Bags = { count: number; starts: Uint32Array; rows: Uint32Array; weights: Float32Array };

/** Pairs that belong together, pair by pair; `groups` are equal where a pair's target is another's too. */
export type PairBatch = { queries: Bags; targets: Bags; groups: Uint32Array };

/** A table of vectors being trained so that a query's bag is close to its own target's and far from the others'. */
export type Contrast = {
  /** Mean loss of the batch; its gradient is held until `update`. */
  gradient(batch: PairBatch): number;
  /** A step against the gradient held, of the rows that the batch touched. */
  update(rate: number): void;
  /** Vector of a row, a view. */
  vectorOf(row: number): Float32Array;
  /** Gradient held for a row, a view. */
  gradientOf(row: number): Float32Array;
};

export type ContrastOptions = {
  rows: number;
  dimensions: number;
  /** Pairs in a batch, a multiple of 4. */
  batch: number;
  /** Cosines are multiplied by this before the softmax (1 / temperature). */
  sharpness: number;
  /** The most entries of all queries, or all targets, of a batch. */
  entries: number;
  /** Values at the start, rows x dimensions, each times `scale` (default 1). */
  start: Float32Array;
  scale?: number;
  /** Memory that it works in, so that its vectors are valid until that has another use; default: its own. */
  room?: WasmMemory;
};

const ADAM = { b1: 0.9, b2: 0.999, epsilon: 1e-8 } as const;

/**
 * InfoNCE (van den Oord et al. 2018) with the batch's other targets as negatives, in both directions, over cosines of
 * weighted sums; lazy Adam. Deterministic. Its numbers lie in WebAssembly memory, where SIMD loops reach them.
 */
export function createContrast(options: ContrastOptions): Contrast {
  const { rows, dimensions, batch, sharpness, start, scale = 1 } = options;
  const stride = Math.ceil(dimensions / ROW_ALIGNMENT) * ROW_ALIGNMENT;
  const row = stride * 4;
  let end = 0;
  const room = (bytes: number): number => {
    const at = end;
    end += Math.ceil(bytes / 16) * 16;
    return at;
  };
  const at = {
    constants: room(ADAM_CONSTANTS.length * 4),
    values: room(rows * row),
    gradient: room(rows * row),
    first: room(rows * row),
    second: room(rows * row),
    // Units of queries and targets, the same turned round, and the gradients by them.
    query: room(batch * row),
    target: room(batch * row),
    queryTurned: room(batch * row),
    targetTurned: room(batch * row),
    byQuery: room(batch * row),
    byTarget: room(batch * row),
    scores: room(batch * batch * 4),
    scoresTurned: room(batch * batch * 4),
    queryEntries: room(options.entries * 8),
    targetEntries: room(options.entries * 8),
  };
  const memory = reused(options.room ?? wasmMemory(0), end);
  const floats = new Float32Array(memory.buffer);
  const integers = new Uint32Array(memory.buffer);
  const view = (place: number, length: number): Float32Array =>
    floats.subarray(place / 4, place / 4 + length);
  const loops = createRowLoops(memory, stride);
  const compare = createMatrixProduct(memory, { n: batch, inner: stride });
  const spread = createMatrixProduct(memory, { n: stride, inner: batch });

  for (let r = 0; r < rows; r++) {
    const values = view(at.values + r * row, dimensions);
    for (let d = 0; d < dimensions; d++) values[d] = (start[r * dimensions + d] as number) * scale;
  }
  const steps = new Uint32Array(rows);
  const isTouched = new Uint8Array(rows);
  let touched: number[] = [];
  const lengths = { query: new Float32Array(batch), target: new Float32Array(batch) };

  const putEntries = (bags: Bags, place: number, base: number): void => {
    const last = bags.starts[bags.count] as number;
    for (let i = 0; i < last; i++) {
      integers[place / 4 + i * 2] = base + (bags.rows[i] as number) * row;
      floats[place / 4 + i * 2 + 1] = bags.weights[i] as number;
    }
  };
  const encode = (bags: Bags, entries: number, to: number, long: Float32Array): void => {
    putEntries(bags, entries, at.values);
    for (let i = 0; i < batch; i++) {
      const first = bags.starts[i] as number;
      const count = (bags.starts[i + 1] as number) - first;
      const unit = view(to + i * row, stride);
      unit.fill(0);
      if (count > 0) loops.gather(to + i * row, entries + first * 8, count);
      let square = 0;
      for (const x of unit) square += x * x;
      const length = Math.sqrt(square);
      long[i] = length;
      if (length > 0) for (let d = 0; d < stride; d++) unit[d] = (unit[d] as number) / length;
    }
  };
  const turn = (from: number, to: number, width: number): void => {
    const [source, result] = [view(from, batch * width), view(to, batch * width)];
    for (let i = 0; i < batch; i++)
      for (let j = 0; j < width; j++) result[j * batch + i] = source[i * width + j] as number;
  };
  /** From the gradient by the unit vectors to the one by the table's rows. */
  const giveBack = (
    bags: Bags,
    places: { entries: number; unit: number; by: number },
    long: Float32Array,
  ) => {
    putEntries(bags, places.entries, at.gradient);
    for (let i = 0; i < batch; i++) {
      const first = bags.starts[i] as number;
      const count = (bags.starts[i + 1] as number) - first;
      const length = long[i] as number;
      if (count === 0 || !(length > 0)) continue;
      const unit = view(places.unit + i * row, stride);
      const by = view(places.by + i * row, stride);
      let along = 0;
      for (let d = 0; d < stride; d++) along += (unit[d] as number) * (by[d] as number);
      for (let d = 0; d < stride; d++) by[d] = ((by[d] as number) - along * (unit[d] as number)) / length;
      loops.scatter(places.by + i * row, places.entries + first * 8, count);
      for (let k = first; k < first + count; k++) {
        const touchedRow = bags.rows[k] as number;
        if (isTouched[touchedRow] === 1) continue;
        isTouched[touchedRow] = 1;
        touched.push(touchedRow);
      }
    }
  };

  return {
    gradient({ queries, targets, groups }) {
      encode(queries, at.queryEntries, at.query, lengths.query);
      encode(targets, at.targetEntries, at.target, lengths.target);
      compare(at.query, at.target, at.scores, batch);
      const loss = softmaxGradient(view(at.scores, batch * batch), groups, sharpness);
      turn(at.scores, at.scoresTurned, batch);
      turn(at.query, at.queryTurned, stride);
      turn(at.target, at.targetTurned, stride);
      spread(at.scores, at.targetTurned, at.byQuery, batch);
      spread(at.scoresTurned, at.queryTurned, at.byTarget, batch);
      giveBack(queries, { entries: at.queryEntries, unit: at.query, by: at.byQuery }, lengths.query);
      giveBack(targets, { entries: at.targetEntries, unit: at.target, by: at.byTarget }, lengths.target);
      return loss;
    },
    update(rate) {
      const constants = view(at.constants, ADAM_CONSTANTS.length);
      for (const r of touched) {
        // Bias correction by a row's own steps: rare rows would else jump by three times the rate.
        const step = (steps[r] as number) + 1;
        steps[r] = step;
        isTouched[r] = 0;
        constants.set([ADAM.b1, ADAM.b2, 1 - ADAM.b1, 1 - ADAM.b2]);
        constants.set([rate / (1 - ADAM.b1 ** step), 1 / (1 - ADAM.b2 ** step), ADAM.epsilon], 4);
        const place = r * row;
        loops.adam(at.values + place, at.gradient + place, at.first + place, at.second + place, at.constants);
      }
      touched = [];
    },
    vectorOf: (r) => view(at.values + r * row, dimensions),
    gradientOf: (r) => view(at.gradient + r * row, dimensions),
  };
}

/**
 * Turns cosines into the gradient of the mean loss by them, in place; returns the loss. Targets of the query's own
 * group other than its own are left out: they are no wrong answers.
 */
function softmaxGradient(scores: Float32Array, groups: Uint32Array, sharpness: number): number {
  const batch = groups.length;
  const byRow = new Float64Array(batch);
  const byColumn = new Float64Array(batch);
  const own = new Float64Array(batch);
  for (let i = 0; i < batch; i++) {
    own[i] = scores[i * batch + i] as number;
    for (let j = 0; j < batch; j++) {
      const skip = i !== j && groups[i] === groups[j];
      const power = skip ? 0 : Math.exp(sharpness * ((scores[i * batch + j] as number) - 1));
      scores[i * batch + j] = power;
      byRow[i] = (byRow[i] as number) + power;
      byColumn[j] = (byColumn[j] as number) + power;
    }
  }
  let loss = 0;
  const scale = sharpness / (2 * batch);
  for (let i = 0; i < batch; i++) {
    loss += Math.log(byRow[i] as number) + Math.log(byColumn[i] as number);
    loss -= 2 * sharpness * ((own[i] as number) - 1);
    const inRow = scale / (byRow[i] as number);
    for (let j = 0; j < batch; j++) {
      const power = scores[i * batch + j] as number;
      scores[i * batch + j] = power * (inRow + scale / (byColumn[j] as number));
    }
    scores[i * batch + i] = (scores[i * batch + i] as number) - 2 * scale;
  }
  return loss / (2 * batch);
}
