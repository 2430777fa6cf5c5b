import type { BaseModel } from './base-models.ts';

/** A matrix that every layer has. */
export type LayerModule = { name: string; in: number; out: number; bias: boolean };

/** The matrices of a layer, by the names that adapters target. */
export function modulesOf(model: BaseModel): LayerModule[] {
  const { hidden, heads, kvHeads, headSize, intermediate, qkvBias } = model;
  const [queries, keys] = [heads * headSize, kvHeads * headSize];
  const plain = (name: string, from: number, to: number, bias = false) => ({ name, in: from, out: to, bias });
  switch (model.family) {
    case 'gpt2':
      return [
        plain('c_attn', hidden, queries + 2 * keys, true),
        plain('c_proj', queries, hidden, true),
        plain('c_fc', hidden, intermediate, true),
        plain('c_proj', intermediate, hidden, true),
      ];
    case 'falcon':
      return [
        plain('query_key_value', hidden, queries + 2 * keys),
        plain('dense', queries, hidden),
        plain('dense_h_to_4h', hidden, intermediate),
        plain('dense_4h_to_h', intermediate, hidden),
      ];
    case 'llama':
      return [
        plain('q_proj', hidden, queries, qkvBias),
        plain('k_proj', hidden, keys, qkvBias),
        plain('v_proj', hidden, keys, qkvBias),
        plain('o_proj', queries, hidden),
        plain('gate_proj', hidden, intermediate),
        plain('up_proj', hidden, intermediate),
        plain('down_proj', intermediate, hidden),
      ];
  }
}

/** What LoRA targets where nobody says otherwise: what makes queries and values. */
export function defaultTargets({ family }: BaseModel): string[] {
  if (family === 'gpt2') return ['c_attn'];
  return family === 'falcon' ? ['query_key_value'] : ['q_proj', 'v_proj'];
}

/** Parameters of the whole model; words out are counted once where they are words in. */
export function allParameters(model: BaseModel): number {
  const { hidden, vocabulary, positions, layers, tied } = model;
  return (
    vocabulary * hidden * (tied ? 1 : 2) +
    positions * hidden +
    layers * layerParameters(model) +
    normSize(model)
  );
}

function layerParameters(model: BaseModel): number {
  const matrices = modulesOf(model).reduce(
    (sum, one) => sum + one.in * one.out + (one.bias ? one.out : 0),
    0,
  );
  return matrices + model.norms * normSize(model) + (model.qkNorm ? 2 * model.headSize : 0);
}

/** Llama's kind norms by scale alone, the others by scale and shift. */
function normSize({ family, hidden }: BaseModel): number {
  return family === 'llama' ? hidden : 2 * hidden;
}
