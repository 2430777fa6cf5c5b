/**
 * Trains the small model behind the toxicity guard and writes `core/guardrails/rules/toxicity-weights.json`: logistic
 * regression on hashed word pieces and the word lists, by stochastic gradient steps (AdaGrad) in a fixed order, so that the same
 * data gives the same file. Only weights are written, no text. `--check` cross-validates and writes nothing.
 *
 *     node test/bench/train-toxicity.ts [--check]
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUCKETS, FEATURES, hashedFeatures } from '../../core/guardrails/detectors/hashed-features.ts';
import { ordinaryPassages, readModeration } from './trust-data.ts';

export type Row = { features: [number, number][]; toxic: boolean };

/** Chosen by cross-validation on the moderation rows. */
const training = {
  epochs: 15,
  step: 0.3,
  decay: 0.15,
  penalty: { hashed: 3e-3, lists: 1e-4 },
  toxicWeight: 1.3,
} as const;
/** Ordinary passages that are added as harmless rows: the model must know what work reads like. */
const ORDINARY = 300;

export const rowOf = ({ text, toxic }: { text: string; toxic: boolean }): Row => ({
  features: [...hashedFeatures(text)],
  toxic,
});

export function train(rows: readonly Row[]): Float64Array {
  const weights = new Float64Array(FEATURES);
  const squares = new Float64Array(FEATURES);
  const order = rows.map((_, at) => at);
  let state = 12345;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let epoch = 0; epoch < training.epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(next() * (at + 1));
      [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
    }
    const step = training.step / (1 + epoch * training.decay);
    for (const at of order) {
      const row = rows[at];
      if (row === undefined) continue;
      const error = (probability(weights, row) - Number(row.toxic)) * (row.toxic ? training.toxicWeight : 1);
      for (const [feature, value] of row.features) {
        const penalty = feature < BUCKETS ? training.penalty.hashed : training.penalty.lists;
        const slope = error * value + penalty * (weights[feature] ?? 0);
        squares[feature] = (squares[feature] ?? 0) + slope * slope;
        weights[feature] =
          (weights[feature] ?? 0) - (step * slope) / Math.sqrt((squares[feature] ?? 0) + 1e-4);
      }
    }
  }
  return weights;
}

export function probability(weights: Float64Array, { features }: Row): number {
  let sum = 0;
  for (const [feature, value] of features) sum += (weights[feature] ?? 0) * value;
  return 1 / (1 + Math.exp(-sum));
}

export function ordinaryRows(): Row[] {
  return ordinaryPassages(ORDINARY).map((text) => rowOf({ text, toxic: false }));
}

function write(weights: Float64Array): void {
  const hashed = weights.subarray(0, BUCKETS);
  const scale = hashed.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
  const bytes = Int8Array.from(hashed, (value) => Math.round(value / scale));
  const file = path.resolve(import.meta.dirname, '../../core/guardrails/rules/toxicity-weights.json');
  const lists = [...weights.subarray(BUCKETS)].map((value) => Number(value.toFixed(4)));
  const content = { version: 1, scale, hashed: Buffer.from(bytes.buffer).toString('base64'), lists };
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  console.log(`wrote ${file}`);
}

if (import.meta.main) {
  const rows = readModeration().map(rowOf);
  const ordinary = ordinaryRows();
  write(train([...rows, ...ordinary]));
}
