import type { Generated } from 'kysely';

/** Tables about confirmed questions; conventions are those of `schema.ts`. */

/** A question that a document answers, worked out of votes, curated answers and eval cases. */
export type RememberedQuestionsTable = {
  id: Generated<number>;
  /** `vote` | `curated` | `eval`: what confirmed it, and there `ref` = answer, curated answer or eval case. */
  source: string;
  ref: string;
  document_id: string;
  question: string;
  /** JSON of the passages that answer it; [] = somewhere in the document. */
  passage_ids: string;
  /** 1 = eval cases alone say so. */
  from_evals: number;
  /** How many people or cases say so. */
  confirmed: number;
  created_at: string;
};

/**
 * What is never to be remembered again: a question of a document (`question`, `ref` = digest of its words), or whatever
 * an answer was asked with (`vote`, `ref` = answer, `document_id` '').
 */
export type ForgottenQuestionsTable = { source: string; ref: string; document_id: string };

/** A question in the space of a provider's model, paid for once. */
export type QuestionVectorsTable = { text_hash: string; model: string; vector: Uint8Array };

export const memoryMigration = {
  name: '0011-question-memory',
  statements: [
    `CREATE TABLE remembered_questions (id {{serial}}, source TEXT NOT NULL, ref TEXT NOT NULL,
      document_id TEXT NOT NULL, question TEXT NOT NULL, passage_ids TEXT NOT NULL, from_evals INTEGER NOT NULL,
      confirmed INTEGER NOT NULL, created_at TEXT NOT NULL)`,
    'CREATE UNIQUE INDEX remembered_questions_origin ON remembered_questions (source, ref, document_id)',
    'CREATE INDEX remembered_questions_document ON remembered_questions (document_id)',
    `CREATE TABLE forgotten_questions (source TEXT NOT NULL, ref TEXT NOT NULL, document_id TEXT NOT NULL,
      PRIMARY KEY (source, ref, document_id))`,
    `CREATE TABLE question_vectors (text_hash TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL,
      PRIMARY KEY (text_hash, model))`,
  ],
} as const;
