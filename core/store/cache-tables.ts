/** Times are ISO 8601 UTC text, JSON columns hold text, booleans are 0 or 1. */

export type CacheEntriesTable = {
  key: string;
  question: string;
  answer: string;
  answer_id: string;
  hits: number;
  quarantined: number;
  created_at: string;
  /** Digest of collections, answerer, guards and locale: only questions of the same scope may be served. */
  scope: string;
  /** Digest of the answer's text: equal for entries with the same answer. */
  text_hash: string;
  /** `vote` | `admin` | null */
  quarantine_reason: string | null;
  /** Tokens and milliseconds that the answer took: what each hit saves. */
  tokens: number;
  ms: number;
};

/** The passages an entry cites, as they were: an entry is a miss once one of them differs. */
export type CacheSourcesTable = { key: string; passage_id: number; hash: string };

/** The question of an entry in the space of an embedding model. */
export type CacheVectorsTable = { key: string; model: string; vector: Uint8Array };

/** An answer that came from the cache, with why. */
export type CacheHitsTable = {
  answer_id: string;
  key: string;
  /** The answer that the entry held then. */
  entry_answer_id: string;
  /** `exact-cache` | `semantic-cache` */
  tier: string;
  question: string;
  collections: string | null;
  models: string | null;
  likeness: number;
  gates: string;
  tokens: number;
  ms: number;
  /** What answering again said: null = not sampled, `waiting` | `same` | `different` | `skipped` */
  shadow: string | null;
  created_at: string;
};

/** Whether an entry's answer was right for a question so like its own. */
export type CacheEvidenceTable = {
  id: string;
  key: string;
  likeness: number;
  correct: number;
  /** `near` | `shadow` | `vote` */
  source: string;
  created_at: string;
};

export type CacheVotesTable = { key: string; answer_id: string; user_hash: string; vote: number };

/** An answer that the team wrote. `collections` null = wherever it is asked. */
export type CuratedAnswersTable = {
  id: string;
  answer: string;
  collections: string | null;
  author: string;
  created_at: string;
};
export type CuratedQuestionsTable = { curated_id: string; ordinal: number; question: string };
