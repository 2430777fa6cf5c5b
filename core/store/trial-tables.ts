/** Conventions are those of `schema.ts`. A row for each time that a case of a run was asked, where it is asked more than once. */
export type EvalTrialsTable = {
  run_id: string;
  case_id: string;
  /** From 1. */
  trial: number;
  outcome: string;
  answer: string;
  scores: string;
  passed: number;
  error: string | null;
  /** Calls of models, as JSON. */
  calls: string;
};

/** Runs that ask each case more than once. */
export const trialMigration = {
  name: '0031-eval-trials',
  statements: [
    `CREATE TABLE eval_trials (run_id TEXT NOT NULL, case_id TEXT NOT NULL, trial INTEGER NOT NULL,
      outcome TEXT NOT NULL, answer TEXT NOT NULL, scores TEXT NOT NULL, passed INTEGER NOT NULL, error TEXT,
      PRIMARY KEY (run_id, case_id, trial))`,
  ],
} as const;
