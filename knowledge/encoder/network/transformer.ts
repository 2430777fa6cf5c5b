import { type WasmMemory, wasmMemory } from '../../index/vectors/wasm-code.ts';
import type { TensorRoom } from '../read-package.ts';
import { type Attention, createAttention, SPARE_ROWS } from './attention.ts';
import { createDenseLayer, type DenseLayer, denseBytes, type Finish, scratchBytes } from './dense-layer.ts';
import { type DenseNames, type LayerNames, type NormNames, shapes, tensorNames } from './encoder-shapes.ts';
import { averageRows, normaliseRows, unitTanh } from './row-steps.ts';

/** The network that makes a sentence's vector of the ids of its pieces. */
export type Transformer = {
  /**
   * A unit vector for each sentence. None is empty or longer than `shapes.longest`, and together they have no more
   * than `ROWS` pieces.
   */
  run(sentences: readonly number[][]): Float32Array[];
};

/** Pieces that go through the network at once. More read the weights more seldom, but fill the processor's cache. */
export const ROWS = 256;
const HELD_ROWS = ROWS + SPARE_ROWS + 1;

type Norm = { scale: Float32Array; bias: Float32Array; epsilon: number };
type Layer = {
  attentionNorm: Norm;
  queryKeyValue: DenseLayer;
  attention: Attention;
  attentionOut: DenseLayer;
  innerNorm: Norm;
  innerIn: DenseLayer;
  innerOut: DenseLayer;
};
/** Rows of numbers in the memory. */
type Room = { at: number; numbers: Float32Array<ArrayBuffer> };
/** A tensor goes where it is used, or is packed on its way there. */
type Wanted = { room: Float32Array<ArrayBuffer> } | { pack(numbers: Float32Array): void };

/** Takes its weights from `readWeights`, which names them as the package does. */
export function createTransformer(readWeights: (roomFor: TensorRoom) => void): Transformer {
  const wanted = new Map<string, Wanted>();
  const { memory, place } = reserve();
  const integers = { at: place(scratchBytes(HELD_ROWS, shapes.inner)), rows: HELD_ROWS };
  const dense = (names: DenseNames, finish: Finish): DenseLayer => {
    const layer = createDenseLayer(
      memory,
      { place: place(denseBytes(names)), scratch: integers },
      { ...names, finish },
    );
    wanted.set(names.weights, { pack: layer.packWeights });
    wanted.set(names.bias, { room: layer.bias });
    return layer;
  };
  const room = (count: number): Room => {
    const at = place(count * 4);
    return { at, numbers: new Float32Array(memory.buffer, at, count) };
  };
  const kept = (name: string, count: number): Float32Array => {
    const { numbers } = room(count);
    wanted.set(name, { room: numbers });
    return numbers;
  };
  const norm = ({ scale, bias, width }: NormNames): Norm => ({
    scale: kept(scale, width),
    bias: kept(bias, width),
    epsilon: shapes.epsilon,
  });
  const scratch = { at: place((shapes.longest + SPARE_ROWS) * 4), length: shapes.longest + SPARE_ROWS };
  const layerOf = (names: LayerNames): Layer => ({
    attentionNorm: norm(names.attentionNorm),
    queryKeyValue: dense(names.queryKeyValue, 'none'),
    attention: createAttention(memory, { width: names.queryKeyValue.from, heads: shapes.heads, scratch }),
    attentionOut: dense(names.attentionOut, 'residual'),
    innerNorm: norm(names.innerNorm),
    innerIn: dense(names.innerIn, 'relu'),
    innerOut: dense(names.innerOut, 'residual'),
  });

  const pieces = kept(tensorNames.pieces, shapes.vocabulary * shapes.pieceWidth);
  const frequencies = kept(tensorNames.frequencies, shapes.pieceWidth / 2);
  const widen = dense(tensorNames.widen, 'none');
  const layers = tensorNames.layers.map(layerOf);
  const out = dense(tensorNames.out, 'none');
  const narrow = room(HELD_ROWS * shapes.pieceWidth);
  const [normal, mixed, state] = [
    room(HELD_ROWS * 512),
    room(HELD_ROWS * 512),
    room(HELD_ROWS * shapes.width),
  ];
  const wide = room(HELD_ROWS * shapes.inner);

  fill(wanted, readWeights);
  const positions = positionRows(frequencies);

  return {
    run(sentences) {
      let rows = 0;
      const spans = sentences.map((ids) => {
        embed(ids, narrow.numbers.subarray(rows * shapes.pieceWidth), pieces, positions);
        rows += ids.length;
        return { first: rows - ids.length, count: ids.length };
      });
      widen(narrow.at, state.at, rows);
      layers.forEach((layer, at) => {
        const input = at === 0 ? narrow : state;
        normaliseRows(input.numbers, normal.numbers, rows, layer.attentionNorm);
        layer.queryKeyValue(normal.at, wide.at, rows);
        for (const { first, count } of spans) layer.attention(wide.at, mixed.at, first, count);
        layer.attentionOut(mixed.at, state.at, rows, state.at);
        normaliseRows(state.numbers, normal.numbers, rows, layer.innerNorm);
        layer.innerIn(normal.at, wide.at, rows);
        if (at === layers.length - 1) {
          // What is left is linear, so the mean may be taken before it: a sentence, not each of its pieces, goes on.
          spans.forEach((span, target) => {
            averageRows(wide.numbers, { width: shapes.inner, ...span, target });
            averageRows(state.numbers, { width: shapes.width, ...span, target });
          });
          rows = spans.length;
        }
        layer.innerOut(wide.at, state.at, rows, state.at);
      });
      out(state.at, normal.at, rows);
      const { dimensions } = shapes;
      return spans.map((_, at) => unitTanh(normal.numbers.subarray(at * dimensions, (at + 1) * dimensions)));
    },
  };
}

function fill(wanted: Map<string, Wanted>, readWeights: (roomFor: TensorRoom) => void): void {
  const scratch = new Float32Array(shapes.width * shapes.inner);
  let finish = (): void => {};
  readWeights((name, count) => {
    finish();
    finish = () => {};
    const want = wanted.get(name);
    wanted.delete(name);
    if (want === undefined) return null;
    if ('room' in want) return want.room;
    finish = () => want.pack(scratch.subarray(0, count));
    return scratch;
  });
  finish();
  if (wanted.size > 0) throw new Error(`the encoder's package lacks ${[...wanted.keys()].join(', ')}`);
}

/** Memory for all weights and rows, and the next free place in it; each begins at a cache line. */
function reserve(): { memory: WasmMemory; place(bytes: number): number } {
  const LINE = 64;
  const { layers, widen, out } = tensorNames;
  const dense = [
    widen,
    out,
    ...layers.flatMap((of) => [of.queryKeyValue, of.attentionOut, of.innerIn, of.innerOut]),
  ];
  const numbers =
    shapes.vocabulary * shapes.pieceWidth + HELD_ROWS * (shapes.pieceWidth + 3 * shapes.width + shapes.inner);
  const bytes = dense.reduce((sum, names) => sum + denseBytes(names), numbers * 4);
  const scratch = scratchBytes(HELD_ROWS, shapes.inner);
  // Norms, frequencies, scratch and the gaps before cache lines.
  const memory = wasmMemory(bytes + scratch + 65_536);
  let free = LINE;
  return {
    memory,
    place(bytes) {
      const at = free;
      free += Math.ceil(bytes / LINE) * LINE;
      return at;
    },
  };
}

/** Sine and cosine of each position's multiples of the frequencies. */
function positionRows(frequencies: Float32Array): Float32Array {
  const half = frequencies.length;
  const rows = new Float32Array(shapes.longest * half * 2);
  for (let position = 0; position < shapes.longest; position++) {
    frequencies.forEach((frequency, i) => {
      const angle = Math.fround(position * frequency);
      rows[position * half * 2 + i] = Math.sin(angle);
      rows[position * half * 2 + half + i] = Math.cos(angle);
    });
  }
  return rows;
}

/** The graph adds a piece's vector once by itself and once with its position. */
function embed(ids: number[], to: Float32Array, pieces: Float32Array, positions: Float32Array): void {
  const { pieceWidth } = shapes;
  ids.forEach((id, position) => {
    const [source, target] = [id * pieceWidth, position * pieceWidth];
    for (let i = 0; i < pieceWidth; i++) {
      to[target + i] = 2 * (pieces[source + i] as number) + (positions[target + i] as number);
    }
  });
}
