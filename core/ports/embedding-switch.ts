/** Where a change of the embedding model stands. */
export type EmbeddingSwitchState = {
  /** The model that is wanted. */
  to: string;
  /** `waiting` = the provider is in trouble, tried again by itself; `failed` = only the next start or setting tries again. */
  phase: 'embedding' | 'building' | 'checking' | 'waiting' | 'failed';
  /** What is being done, or why it does not go on, as a sentence. */
  message: string;
  /** 0..1 of the whole; null when unknown. */
  progress: number | null;
};

/** The model whose vectors search uses, and the change to another one that is under way. */
export type EmbeddingState = {
  /** `corpus` or a provider's model. */
  active: string;
  /** What a provider's vectors have of the score where that was checked; 0 = they did not help. */
  share: number | null;
  next: EmbeddingSwitchState | null;
};

/** For console and doctor. */
export type EmbeddingSwitch = { state(): Promise<EmbeddingState> };
