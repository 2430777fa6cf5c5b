/** Conventions are those of `schema.ts`. The gate of a question set: one for all its versions. */
export type EvalGatesTable = {
  lineage: string;
  /** Cases that may get worse. */
  allowed: number;
  /** Share of the judged cases that must pass, 0 to 1; null: any. */
  floor: number | null;
  created_at: string;
};

/** A run that a gate started, with the baseline and the rule as they stood then. */
export type EvalGateRunsTable = {
  run_id: string;
  lineage: string;
  baseline_id: string;
  allowed: number;
  floor: number | null;
  created_at: string;
  /** What was found, as JSON; null until the run has ended. */
  finding: string | null;
  /** What the totals of both runs were when it was found: with others, it is out of date. */
  found_of: string | null;
};

export const gateMigration = {
  name: '0044-eval-gates',
  statements: [
    'CREATE TABLE eval_gates (lineage TEXT PRIMARY KEY, allowed INTEGER NOT NULL, floor REAL, created_at TEXT NOT NULL)',
    `CREATE TABLE eval_gate_runs (run_id TEXT PRIMARY KEY, lineage TEXT NOT NULL, baseline_id TEXT NOT NULL,
      allowed INTEGER NOT NULL, floor REAL, created_at TEXT NOT NULL, finding TEXT, found_of TEXT)`,
    'CREATE INDEX eval_gate_runs_lineage ON eval_gate_runs (lineage, created_at)',
  ],
} as const;
