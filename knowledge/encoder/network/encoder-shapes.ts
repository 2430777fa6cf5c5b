/** How large the network is; all of it follows from the package's manifest. */
export const shapes = {
  vocabulary: 8_002,
  /** Numbers of a piece's vector, which the first layer widens to `width`. */
  pieceWidth: 256,
  width: 512,
  inner: 1_536,
  heads: 4,
  layers: 2,
  /** Numbers of a sentence's vector. */
  dimensions: 512,
  /** Pieces of a text that are read; the rest is cut off, as the network's graph does. */
  longest: 128,
  /** Added to the variance before a root is taken of it. */
  epsilon: 1e-6,
} as const;

/** A dense layer's tensors: `weights` has a row for each number that comes in, a column for each that goes out. */
export type DenseNames = { weights: string; bias: string; from: number; to: number };
export type NormNames = { scale: string; bias: string; width: number };
export type LayerNames = {
  attentionNorm: NormNames;
  queryKeyValue: DenseNames;
  attentionOut: DenseNames;
  innerNorm: NormNames;
  innerIn: DenseNames;
  innerOut: DenseNames;
};

const [APPLIED, STORED] = ['module_apply_default/Encoder_en', 'module/Encoder_en'] as const;
const [ENCODE, JOINED] = ['KonaTransformer/Encode', 'ConcatPartitions/concat'] as const;

export const tensorNames = {
  pieces: 'module/Embeddings_en',
  /** Of the sine and cosine of a position: what a position is multiplied with. */
  frequencies: `${APPLIED}/${ENCODE}/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`,
  widen: {
    weights: `${APPLIED}/${ENCODE}/Layer_0/TransformerLayer/dense/kernel/${JOINED}`,
    bias: `${APPLIED}/${ENCODE}/Layer_0/TransformerLayer/dense/bias/${JOINED}`,
    from: shapes.pieceWidth,
    to: shapes.width,
  },
  layers: [layer(0, shapes.pieceWidth), layer(1, shapes.width)],
  out: {
    weights: `${STORED}/hidden_layers/tanh_layer_0/weights`,
    bias: `${STORED}/hidden_layers/tanh_layer_0/bias`,
    from: shapes.width,
    to: shapes.dimensions,
  },
} as const;

function layer(at: number, from: number): LayerNames {
  const applied = `${APPLIED}/${ENCODE}/Layer_${at}/TransformerLayer`;
  const stored = `${STORED}/${ENCODE}/Layer_${at}/TransformerLayer`;
  const stacked = `${APPLIED}/${ENCODE}/TransformerStack/Layer_${at}/TransformerLayer`;
  const norm = (part: string, width: number): NormNames => ({
    scale: `${part}layer_prepostprocess/layer_norm/layer_norm_scale/${JOINED}`,
    bias: `${part}layer_prepostprocess/layer_norm/layer_norm_bias/${JOINED}`,
    width,
  });
  const attention = (part: string, sizes: { from: number; to: number }): DenseNames => ({
    weights: `${stored}/MultiheadAttention/${part}/kernel/part_0`,
    bias: `${applied}/MultiheadAttention/${part}/bias/${JOINED}`,
    ...sizes,
  });
  const inner = (part: string, sizes: { from: number; to: number }): DenseNames => ({
    weights: `${stacked}/FFN/${part}/Tensordot/Reshape_1`,
    bias: `${applied}/FFN/${part}/bias/${JOINED}`,
    ...sizes,
  });
  const { width } = shapes;
  return {
    attentionNorm: norm(`${applied}/`, from),
    queryKeyValue: attention('qkv_transform_single', { from, to: 3 * from }),
    attentionOut: attention('output_transform_single', { from, to: width }),
    innerNorm: norm(`${applied}/FFN/`, width),
    innerIn: inner('conv1', { from: width, to: shapes.inner }),
    innerOut: inner('conv2', { from: shapes.inner, to: width }),
  };
}
