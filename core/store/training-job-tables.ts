/** Conventions are those of `schema.ts`. When a trained version came into use or went out of it, and why. */
export type VersionMovesTable = {
  id: string;
  /** Which trainable. */
  what: string;
  /** The version that serves from now on; null = none. */
  version_id: string | null;
  /** `trained` | `promoted` | `rolled-back` */
  move: string;
  /** `person`, or `votes` = Docent itself, as live votes fell. */
  by: string;
  reason: string;
  at: string;
};

/** A job at a fine-tuning service. It is stored before anything is sent, so that a second one is never created. */
export type TrainingJobsTable = {
  id: string;
  /** What the service knows it by, of our choosing: the suffix of its model, its metadata or its id. */
  key: string;
  service: string;
  /** Where the service is reached. */
  address: string;
  base_model: string;
  /** `sft` | `dpo` */
  method: string;
  epochs: number;
  seed: number;
  /**
   * `uploading` | `creating` | `training` | `trained` = to be evaluated | `better` = may be promoted | `promoted` |
   * `kept` = no better than its base | `failed` | `cancelled`
   */
  state: string;
  /** 1 = somebody wants it cancelled, and it is not yet known whether the service has it. */
  cancel: number;
  /** Milliseconds since 1970: when its creation was last sent; null = never. */
  sent_at: number | null;
  remote_id: string | null;
  /** The service's own word. */
  remote_word: string | null;
  /** The finished model, as requests name it. */
  model: string | null;
  /** JSON: rows, tokens and price that were told before it began. */
  estimate: string;
  /** JSON: the cluster of each row of validation. */
  clusters: string;
  /** JSON of the evaluation; null before it. */
  evaluation: string | null;
  /** DOCENT_CHAT_MODEL before this one was promoted; '' = it was not set. */
  replaced: string | null;
  /** What happened last, in words. */
  message: string;
  created_at: string;
  updated_at: string;
};

/** The data of a job. The text is there until nobody needs it any more. */
export type TrainingJobFilesTable = {
  job_id: string;
  /** `train` | `valid` */
  split: string;
  /** Unique at the service. */
  name: string;
  text: string;
  rows: number;
  sent: number;
  remote_id: string | null;
};

/** One way through the six steps to a model of the team's own. */
export type TuningRunsTable = {
  id: string;
  name: string;
  /** JSON (`Choices`): what was chosen at each step so far. */
  choices: string;
  created_by: string;
  created_at: string;
  updated_at: string;
};

export const trainingJobsMigration = {
  name: '0034-training-jobs',
  statements: [
    `CREATE TABLE version_moves (id TEXT PRIMARY KEY, what TEXT NOT NULL, version_id TEXT, move TEXT NOT NULL,
      by TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL)`,
    'CREATE INDEX version_moves_what ON version_moves (what, id)',
    `CREATE TABLE tuning_runs (id TEXT PRIMARY KEY, name TEXT NOT NULL, choices TEXT NOT NULL, created_by TEXT NOT NULL,
      created_at TEXT NOT NULL, updated_at TEXT NOT NULL)`,
    `CREATE TABLE training_jobs (id TEXT PRIMARY KEY, key TEXT NOT NULL, service TEXT NOT NULL, address TEXT NOT NULL,
      base_model TEXT NOT NULL, method TEXT NOT NULL, epochs INTEGER NOT NULL, seed INTEGER NOT NULL,
      state TEXT NOT NULL, cancel INTEGER NOT NULL, sent_at INTEGER, remote_id TEXT, remote_word TEXT, model TEXT,
      estimate TEXT NOT NULL, clusters TEXT NOT NULL, evaluation TEXT, replaced TEXT, message TEXT NOT NULL,
      created_at TEXT NOT NULL, updated_at TEXT NOT NULL)`,
    `CREATE TABLE training_job_files (job_id TEXT NOT NULL, split TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
      rows INTEGER NOT NULL, sent INTEGER NOT NULL, remote_id TEXT, PRIMARY KEY (job_id, split))`,
  ],
} as const;
