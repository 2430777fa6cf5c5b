import type { Answer } from '../types.ts';

/** One golden question. */
export type GoldenCase = {
  question: string;
  /** Paths, titles, document ids or external ids; any one of them cited counts. */
  expectedSources: string[];
  mustAbstain: boolean;
  expectedAnswer: string | null;
};

export type EvalSet = { id: string; name: string; cases: number; createdAt: string };

/** What a scorer must be given; a run that lacks one of them is not scored by it. */
export type ScorerNeed = 'reference' | 'contexts' | 'question' | 'logprobs' | 'judge' | 'embeddings';

/** A scorer as people meet it. */
export type ScorerInfo = {
  /** Stable: what its scores are stored and exported under. */
  name: string;
  label: string;
  /** One sentence: what a high score means. */
  help: string;
  /** Whether the passages behind the answer count, or its text alone. */
  category: 'context-dependent' | 'context-free';
  needs: readonly ScorerNeed[];
  /** A case must reach 1 where this applies; the others only inform. */
  decides: boolean;
};

/** Scores of one case, or the means of a run, by scorer: 0..1, null where one does not apply. */
export type EvalScores = Readonly<Record<string, number | null>>;

export type EvalCaseResult = {
  caseId: string;
  question: string;
  expected: GoldenCase;
  outcome: Answer['outcome'] | 'error' | 'pending';
  text: string;
  citations: { title: string; path: string; documentId: string; passageId: string }[];
  traceId: string | null;
  scores: EvalScores;
  passed: boolean;
  error: string | null;
  /** Where it was asked more than once: how often it passed, of those that were measured. */
  trials?: { passed: number; scored: number };
};

export type EvalRun = {
  id: string;
  name: string;
  setId: string;
  setName: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  total: number;
  createdAt: string;
  finishedAt: string | null;
  passed: number;
  errors: number;
  means: EvalScores;
  /** 95 % Wilson interval of the pass rate. */
  passInterval: [number, number] | null;
  /** Where each case is asked more than once: how often, and the share that passed in each round. */
  trials?: { each: number; passRates: (number | null)[] };
};

/** Golden question sets and their runs. A run is a job that resumes case by case. */
export type Batches = {
  /** What runs are scored by, in order. */
  readonly scorers: readonly ScorerInfo[];
  /** Reads CSV (header row) or JSONL; bad lines are reported, good ones kept. */
  importSet(input: { name: string; format: 'csv' | 'jsonl'; text: string }): Promise<{
    setId: string;
    cases: number;
    rejected: { line: number; message: string }[];
  }>;
  listSets(): Promise<EvalSet[]>;
  /**
   * Queues a run. `maxCalls` = it is cancelled after so many questions, `trials` = how often each case is asked.
   * Throws AppError `evals.unknown-set`.
   */
  start(
    setId: string,
    options: { name?: string; maxCalls?: number; trials?: number },
  ): Promise<{ runId: string }>;
  listRuns(limit?: number): Promise<EvalRun[]>;
  showRun(runId: string): Promise<{ run: EvalRun; cases: EvalCaseResult[] } | undefined>;
  cancel(runId: string): Promise<void>;
  /** Takes an unfinished run up again where it stopped, cases that ended in an error too; at most `maxCalls` of them. */
  resume(runId: string, options?: { maxCalls?: number }): Promise<boolean>;
  deleteSet(setId: string): Promise<boolean>;
};
