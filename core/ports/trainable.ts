/** What an evaluation on held-out questions found. */
export type TrainingReport = {
  /** hit@1 without and with what was learned; null where it was not measured. */
  before: number | null;
  after: number | null;
  /** Every check that the gate looked at, with its figures. */
  test: Record<string, unknown>;
};

/** What became of a training. A refusal by the gate is an expected outcome: nothing changes then. */
export type TrainingResult = TrainingReport & { what: string; activated: boolean; reason: string };

/** Something that learns from the team's signals; implemented in `knowledge/`. Everything passes one gate. */
export type Trainable = {
  readonly id: string;
  /** What it is, as a sentence. */
  readonly help: string;
  /** Trains on all that is confirmed, measures on held-out questions, and serves from then on if the gate lets it. */
  train(options: {
    signal: AbortSignal;
    onProgress?: (done: number, total: number) => void;
  }): Promise<TrainingResult>;
  /** Has the newest version that passed the gate serve. */
  promote(): Promise<TrainingResult>;
  /**
   * Has the version serve that did before; none where there was none. `fallen` = nobody asked for it: live votes fell, as
   * this sentence says.
   */
  rollBack(fallen?: string): Promise<TrainingResult>;
  status(): Promise<{
    active: boolean;
    lastEvaluation: (TrainingReport & { reason: string; at: string }) | null;
    /** Set while the last thing that happened is that a version was taken back as live votes fell. */
    takenBack: { reason: string; at: string } | null;
  }>;
};
