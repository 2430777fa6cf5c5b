/** Where a guard looks: the question, a passage before it is used, the answer, a cached answer before it is served. */
export type Stage = 'input' | 'retrieval' | 'output';

/** What is done when a guard fails; the names follow guardrails-ai. */
export type Action = 'noop' | 'exception' | 'fix' | 'filter' | 'refrain' | 'reask' | 'fix_reask' | 'custom';

/** The text under guard and what it may be compared with. */
export type Subject = {
  text: string;
  question?: string | undefined;
  /** Passage texts that the answer may rest on. */
  evidence?: string[] | undefined;
};

/** `spans` are [start, end) offsets in the text; `fixed` is the whole text made acceptable. */
export type Verdict =
  | { kind: 'pass' }
  | { kind: 'fail'; message: string; spans: [number, number][]; fixed?: string };

/** One check. It may throw: that counts as a failure that blocks. */
export type Guard = {
  readonly id: string;
  readonly stages: readonly Stage[];
  readonly action: Action;
  check(subject: Subject): Verdict | Promise<Verdict>;
};

export type GuardFailure = { guard: string; action: Action; message: string; spans: [number, number][] };

/** `text` is what may be shown or used; unchanged on `allow`, empty on `block`. `blockedBy` names the guard that blocked. */
export type GuardResult = {
  outcome: 'allow' | 'transform' | 'block';
  text: string;
  failures: GuardFailure[];
  blockedBy: string | null;
};
