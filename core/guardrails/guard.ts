import type { CheckFailure, CheckRecord } from '../types.ts';

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
  /** In a stream, for a guard that reads sentences: what was shown before this one. */
  before?: string | undefined;
};

/** What one run of the guards lends a check. Nothing of it outlives the run, so runs cannot see each other. */
export type GuardRun = {
  /** Fires when the check's time is up or nobody waits any more. */
  readonly signal: AbortSignal;
  /** The guard's own notes, empty when a run begins. */
  readonly notes: Map<string, unknown>;
};

/** `spans` are [start, end) offsets in the text; `fixed` is the whole text made acceptable. */
export type Verdict =
  | { kind: 'pass' }
  | { kind: 'fail'; message: string; spans: [number, number][]; fixed?: string };

/** How a guard is run, whatever it looks at. */
export type GuardSettings = {
  readonly id: string;
  readonly action: Action;
  /** `cheap` ones (default) run first, in order; `slow` ones (a model, a network) afterwards, side by side. */
  readonly cost?: 'cheap' | 'slow';
  /** Milliseconds for one asynchronous check; by cost where it is not said. */
  readonly budgetMs?: number;
  /** What it means when the check itself breaks or is late. `closed` (default) blocks: `open` is for guards of style. */
  readonly onError?: 'closed' | 'open';
};

/** One check of a text. It may throw: that counts as a failure that blocks. */
export type Guard = GuardSettings & {
  readonly stages: readonly Stage[];
  /**
   * What it is given in a stream: everything `so-far` at each end of a sentence (default), each `sentence` alone, or
   * only the `whole` text when it is complete. Outside a stream every guard is given the whole text.
   */
  readonly reads?: 'so-far' | 'sentence' | 'whole';
  check(subject: Subject, run?: GuardRun): Verdict | Promise<Verdict>;
  /** For the action `custom`: the text to go on with. Without it a fix is used, or else the text blocked. */
  custom?(text: string, message: string): string | Promise<string>;
};

/** A guard as people know it: some are made of one check per stage, all under one id. Without words it does not compile. */
export type NamedGuard = {
  label: string;
  /** What it does, in one sentence. */
  description: string;
  /** Actions that an admin may put in place of its own; none where it is left out. */
  choices?: readonly Action[];
  /** Cannot be switched off: without it answers could carry data away, notify people or hide text. */
  essential?: true;
  guards: readonly [Guard, ...Guard[]];
};

/** `spans` are of the text as that guard saw it. */
export type GuardFailure = CheckFailure & { action: Action };

/** One check that was carried out, for the trace. */
export type GuardStep = CheckRecord;

/** `text` is what may be shown or used; unchanged on `allow`, empty on `block`. `blockedBy` names the guard that blocked. */
export type GuardResult = {
  outcome: 'allow' | 'transform' | 'block';
  text: string;
  failures: GuardFailure[];
  blockedBy: string | null;
  /** Why the model could be asked again instead: only on `block`, and only where asking again was offered. */
  reasks: GuardFailure[];
  history: GuardStep[];
};
