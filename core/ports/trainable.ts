/** Something that fine-tuning can train, evaluate, activate and roll back; implemented in `knowledge/`. */
export type Trainable = {
  readonly id: string;
  train(options: { signal: AbortSignal }): Promise<{ version: string; report: Record<string, number> }>;
  evaluate(version: string): Promise<Record<string, number>>;
  activate(version: string): Promise<void>;
  rollBack(): Promise<string>;
};
