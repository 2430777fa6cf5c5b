/** Tables about learning from feedback; conventions are those of `schema.ts`. */

/** A vote that a team brought along (`docent feedback import`). */
export type ImportedFeedbackTable = {
  /** As the file has it; the same id again replaces. */
  id: string;
  question: string;
  answer: string;
  /** 1 | -1 | 0 = taken back. */
  vote: number;
  correction: string | null;
  /** The document that answers it, as the file names it. */
  source: string | null;
  /** The document that this name meant at import, and the digest of its published text then. */
  document_id: string | null;
  document_text: string | null;
  person_hash: string;
  /** When the person voted. */
  at: string;
  /** `slack` | `discord` | `console` | `import` */
  origin: string;
  /** Whether its text may train a model, where the file says so. */
  permitted: number | null;
  imported_at: string;
};

/** What an admin stated about a chat platform: that text of its members may train models. */
export type TrainingPermissionsTable = {
  platform: string;
  statement: string;
  stated_by: string;
  stated_at: string;
};

/** What was trained, kept so that one step leads back. */
export type TrainedVersionsTable = {
  id: string;
  /** Which trainable. */
  what: string;
  /** `active` | `ready` = passed the gate, not in use | `refused` by the gate */
  state: string;
  /** JSON of the evaluation. */
  report: string;
  /** JSON of what it learned. */
  model: string;
  created_at: string;
  /** When it came into use last; null = never. */
  activated_at: string | null;
};
