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

/** A score of one case or the mean of a run, 0..1; null where it does not apply. */
export type EvalScores = {
  /** The outcome is the expected kind (answered, or abstained when it must). */
  outcome: number | null;
  /** An expected source is cited. */
  citedSource: number | null;
  /** An expected source is among the retrieved passages (recall of the pool). */
  retrievedSource: number | null;
  /** Token F1 of answer against expected answer (SQuAD's normalisation). */
  answerF1: number | null;
};

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
};

/** Golden question sets and their runs. A run is a job that resumes case by case. */
export type Batches = {
  /** Reads CSV (header row) or JSONL; bad lines are reported, good ones kept. */
  importSet(input: { name: string; format: 'csv' | 'jsonl'; text: string }): Promise<{
    setId: string;
    cases: number;
    rejected: { line: number; message: string }[];
  }>;
  listSets(): Promise<EvalSet[]>;
  /** Queues a run. Throws AppError `evals.unknown-set`. */
  start(setId: string, options: { name?: string }): Promise<{ runId: string }>;
  listRuns(limit?: number): Promise<EvalRun[]>;
  showRun(runId: string): Promise<{ run: EvalRun; cases: EvalCaseResult[] } | undefined>;
  cancel(runId: string): Promise<void>;
  /** Takes an unfinished run up again where it stopped. */
  resume(runId: string): Promise<boolean>;
  deleteSet(setId: string): Promise<boolean>;
};
