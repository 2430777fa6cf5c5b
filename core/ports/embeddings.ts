/** Turns texts into unit vectors. One model id = one vector space; never compare across ids. */
export type Embeddings = {
  /** Names the space, stored beside every vector with its length: `openai:text-embedding-3-small`. */
  readonly model: string;
  /**
   * One vector a text, in order, finite numbers, L2 norm 1, all of one length.
   * Throws AppError `embeddings.*` when the provider fails or breaks these rules, the signal's reason when aborted.
   */
  embed(
    texts: string[],
    options: { kind: 'query' | 'passage'; signal?: AbortSignal },
  ): Promise<Float32Array[]>;
};
