/** Conventions are those of `schema.ts`. */
export type EvalSetsTable = {
  id: string;
  name: string;
  created_at: string;
  /** The id of the set's first version. */
  lineage: string;
  version: number;
  /** 1: there is a later version. */
  replaced: number;
};

export type EvalCasesTable = {
  id: string;
  set_id: string;
  ordinal: number;
  question: string;
  expected_sources: string;
  must_abstain: number;
  expected_answer: string | null;
  expected_facts: string;
  tags: string;
  /** Answers that people judged wrong, as JSON. */
  wrong_answers: string;
  /** The same in every version of its set. */
  case_key: string;
  /** The answer it was made from. */
  origin: string | null;
};

export type EvalRunsTable = {
  id: string;
  set_id: string;
  name: string;
  state: string;
  config: string;
  created_at: string;
  finished_at: string | null;
  /** Sums over the finished cases, as JSON; null in runs of earlier versions. */
  totals: string | null;
  /** What the calls of models came to, as JSON; kept when a case is asked again. */
  spent: string | null;
  baseline: number;
};

export type EvalResultsTable = {
  run_id: string;
  case_id: string;
  outcome: string;
  answer: string;
  scores: string;
  passed: number;
  error: string | null;
  /** The case's place in its set. */
  ordinal: number;
  verdict: string;
  /** Calls of models, as JSON. */
  calls: string;
};

/** Versions of sets, and runs that can be paged, judged, paid for and compared. */
export const evalMigration = {
  name: '0033-eval-console',
  statements: [
    "ALTER TABLE eval_sets ADD COLUMN lineage TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE eval_sets ADD COLUMN version INTEGER NOT NULL DEFAULT 1',
    'ALTER TABLE eval_sets ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0',
    'UPDATE eval_sets SET lineage = id',
    'CREATE INDEX eval_sets_lineage ON eval_sets (lineage, version)',
    "ALTER TABLE eval_cases ADD COLUMN expected_facts TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE eval_cases ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE eval_cases ADD COLUMN wrong_answers TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE eval_cases ADD COLUMN case_key TEXT NOT NULL DEFAULT ''",
    'ALTER TABLE eval_cases ADD COLUMN origin TEXT',
    'UPDATE eval_cases SET case_key = id',
    'CREATE INDEX eval_cases_key ON eval_cases (case_key)',
    'ALTER TABLE eval_runs ADD COLUMN totals TEXT',
    'ALTER TABLE eval_runs ADD COLUMN spent TEXT',
    'ALTER TABLE eval_runs ADD COLUMN baseline INTEGER NOT NULL DEFAULT 0',
    'CREATE INDEX eval_runs_set ON eval_runs (set_id)',
    'ALTER TABLE eval_results ADD COLUMN ordinal INTEGER NOT NULL DEFAULT 0',
    "ALTER TABLE eval_results ADD COLUMN verdict TEXT NOT NULL DEFAULT 'failed'",
    "ALTER TABLE eval_results ADD COLUMN calls TEXT NOT NULL DEFAULT '[]'",
    'UPDATE eval_results SET ordinal = coalesce((SELECT ordinal FROM eval_cases WHERE id = case_id), 0)',
    "UPDATE eval_results SET verdict = 'passed' WHERE passed = 1",
    // Who was answered without an expectation did not pass, whatever was written then.
    `UPDATE eval_results SET verdict = 'unjudged', passed = 0 WHERE case_id IN (SELECT id FROM eval_cases
      WHERE must_abstain = 0 AND expected_sources = '[]' AND expected_answer IS NULL)`,
    "UPDATE eval_results SET verdict = 'error' WHERE error IS NOT NULL",
    'CREATE INDEX eval_results_verdict ON eval_results (run_id, verdict, ordinal)',
    "ALTER TABLE eval_trials ADD COLUMN calls TEXT NOT NULL DEFAULT '[]'",
  ],
} as const;
