/** Vectors of questions in one space; `model` names the space. Never compare across models. */
export type QuestionVectors = {
  /**
   * Unit vectors in order, null for a text that the space knows nothing of; null while there is no space. `meaning` =
   * they are a general encoder's, whose cosine means the same for every team: it may speak for words that differ.
   */
  embed(
    texts: string[],
    signal?: AbortSignal,
  ): Promise<{ model: string; vectors: (Float32Array | null)[]; meaning?: boolean } | null>;
};
