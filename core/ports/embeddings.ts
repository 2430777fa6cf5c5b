/** Turns texts into unit vectors. One model id = one vector space; never compare across ids. */
export type Embeddings = {
  /** Names model and space, stored beside every vector: `openai:text-embedding-3-small/1536`. */
  readonly model: string;
  /**
   * One vector a text, in order, finite numbers, L2 norm 1, all of one length.
   * Throws AppError `embeddings.*` when the provider fails or breaks these rules.
   */
  embed(
    texts: string[],
    options: { kind: 'query' | 'passage'; signal?: AbortSignal },
  ): Promise<Float32Array[]>;
};
