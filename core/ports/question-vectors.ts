/** Vectors of questions in one space; `model` names the space. Never compare across models. */
export type QuestionVectors = {
  /** Unit vectors in order, null for a text that the space knows nothing of; null while there is no space. */
  embed(
    texts: string[],
    signal?: AbortSignal,
  ): Promise<{ model: string; vectors: (Float32Array | null)[] } | null>;
};
