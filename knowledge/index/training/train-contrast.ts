import { CONTRAST } from '../ranking/weights.ts';
import { type WasmMemory, wasmMemory } from '../vectors/wasm-code.ts';
import { createNoise } from '../words/noise.ts';
import { createContrast } from './contrast.ts';
import type { TermVectors } from './corpus-model.ts';
import { type BagWriter, createBags, type TrainingPairs } from './training-pairs.ts';

/** What training did. */
export type ContrastOutcome = { vectors: TermVectors; losses: number[] };

/**
 * Trains term vectors further, so that texts that belong together lie together; pairs `held` back are not seen. Null
 * where there are too few pairs. Deterministic: `seed` decides the order of the pairs; work is bounded by pairs, not by time.
 */
export function trainContrast(
  start: TermVectors,
  pairs: TrainingPairs,
  {
    held = new Set(),
    seed = 1,
    room = wasmMemory(0),
  }: { held?: ReadonlySet<number>; seed?: number; room?: WasmMemory } = {},
): ContrastOutcome | null {
  const order = Uint32Array.from({ length: pairs.count }, (_, at) => at).filter((pair) => !held.has(pair));
  if (order.length < CONTRAST.fewestPairs) return null;
  const batch = Math.min(CONTRAST.batch, Math.floor(order.length / 4) * 4);
  const { dimensions, terms } = start;
  const most = { bags: batch, entries: batch * CONTRAST.entriesOfText };
  const [queries, targets] = [createBags(most), createBags(most)];
  const contrast = createContrast({
    rows: terms.length,
    dimensions,
    batch,
    sharpness: CONTRAST.sharpness,
    entries: most.entries,
    start: start.vectors,
    scale: scaleOf(start),
    room,
  });
  const groups = new Uint32Array(batch);
  const random = createNoise(seed);
  const some = ({ put, close }: BagWriter, kept: number): BagWriter => ({
    put: (row, count) => (random() < kept ? put(row, count) : undefined),
    close,
  });
  const steps = stepsFor(order.length, start.trainedOn, batch);
  const losses: number[] = [];
  let next = order.length;
  for (let step = 0; step < steps; step++) {
    if (next + batch > order.length) {
      shuffle(order, random);
      next = 0;
    }
    queries.clear();
    targets.clear();
    for (let i = 0; i < batch; i++) {
      const pair = order[next++] as number;
      pairs.queryOf(pair, some(queries.writer, CONTRAST.keptOfQuery));
      pairs.targetOf(pair, some(targets.writer, CONTRAST.keptOfTarget));
      groups[i] = pairs.passages[pair] as number;
    }
    losses.push(contrast.gradient({ queries: queries.bags, targets: targets.bags, groups }));
    contrast.update(CONTRAST.rate * (1 - (CONTRAST.decay * step) / steps));
  }
  const vectors = new Float32Array(terms.length * dimensions);
  for (let row = 0; row < terms.length; row++) vectors.set(contrast.vectorOf(row), row * dimensions);
  return { vectors: { ...start, id: `corpus-contrast/${dimensions}`, vectors }, losses };
}

/** Steps of training: some passes over the pairs, and no more work than the corpus's size allows. */
export function stepsFor(pairs: number, passages: number, batch: number): number {
  const wanted = pairs * CONTRAST.epochs;
  const allowed = CONTRAST.leastWork + passages * CONTRAST.workOfPassage;
  return Math.max(1, Math.floor(Math.min(wanted, allowed, CONTRAST.mostWork) / batch));
}

/** What makes rows 1 long on average: the learning rate then means the same for every corpus. */
function scaleOf({ vectors, terms }: TermVectors): number {
  let square = 0;
  for (let i = 0; i < vectors.length; i++) square += (vectors[i] as number) ** 2;
  return square > 0 ? Math.sqrt(terms.length / square) : 0;
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const moved = order[i] as number;
    order[i] = order[j] as number;
    order[j] = moved;
  }
}
