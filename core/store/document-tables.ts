import type { Generated } from 'kysely';

/** Tables about documents; conventions are those of `schema.ts`. */

export type CollectionsTable = {
  id: string;
  created_at: string;
  /** `published` = answers may give personal data that stands in it; `removed` = it is taken out. */
  personal_data: string;
  /** 1 = people outside the team may be answered from it. */
  shareable: Generated<number>;
};

export type DocumentsTable = {
  id: string;
  external_id: string | null;
  collection: string;
  path: string;
  title: string;
  /** `processing` | `ready` | `failed` */
  status: string;
  /** Why it failed, as a sentence. */
  reason: string | null;
  published_revision: string | null;
  /** Uploaded file waiting to be parsed, relative to the data directory. */
  pending_file: string | null;
  /** The charset that an uploader chose for it; null = it is found out. */
  pending_charset: Generated<string | null>;
  created_at: string;
  updated_at: string;
  /** Who answers for it, free text. */
  owner: Generated<string | null>;
  /** Day (YYYY-MM-DD) on which somebody must look at it again. */
  review_on: Generated<string | null>;
  /** When somebody last said that it is still right. */
  confirmed_at: Generated<string | null>;
  /** Set while it is kept out of answers; nothing of it is published then. */
  archived_at: Generated<string | null>;
  /** When its present text was published: members could not read it before. Filters by date go by it. */
  published_at: Generated<string | null>;
};

export type RevisionsTable = {
  id: string;
  document_id: string;
  number: number;
  /** `draft` | `published` | `superseded` | `archived` (the one that a restore publishes) */
  state: string;
  /** The document's title once this revision is published. */
  title: string;
  sha256: string;
  media_type: string;
  bytes: number;
  /** JSON of `Flag[]`. */
  flags: string;
  created_at: string;
  created_by: string;
  /** 1 = a draft because of its flags, not because somebody wanted a draft. */
  held: Generated<number>;
  /** When and by whom its flags were decided about. */
  reviewed_at: Generated<string | null>;
  reviewed_by: Generated<string | null>;
  /** JSON of `LeftOut[]`; null for revisions from before it was kept. */
  left_out: Generated<string | null>;
};

export type PassagesTable = {
  /** Never used again after a delete, so an index cannot bring a deleted passage back. */
  id: Generated<number>;
  document_id: string;
  hash: string;
  headings: string;
  text: string;
  start_line: number | null;
  end_line: number | null;
  page: number | null;
  /** 1 = its text was recognized in a picture; null = it was not. */
  scan: Generated<number | null>;
  /** 1 while the document's published revision has it. */
  current: number;
};

export type RevisionPassagesTable = {
  revision_id: string;
  ordinal: number;
  passage_id: number;
  /** Which parts of its text are what, as `knowledge/documents/passage-parts.ts` writes it; null for revisions from before it was kept. */
  parts: Generated<string | null>;
};

export type PassageVectorsTable = { passage_id: number; model: string; vector: Uint8Array };

/** What answers cite, one row a citation, so that a document knows its answers. */
export type AnswerCitationsTable = {
  answer_id: string;
  n: number;
  document_id: string;
  passage_id: number;
  created_at: string;
};

export type PreviewsTable = {
  id: string;
  document_id: string;
  revision_id: string;
  /** `queued` | `running` | `done` | `failed` */
  state: string;
  done: number;
  total: number;
  message: string;
  /** JSON of `string[]`. */
  notes: string;
  /** Knowledge generation that it was compared with. */
  generation: number;
  created_at: string;
  finished_at: string | null;
};
export type PreviewResultsTable = {
  preview_id: string;
  ordinal: number;
  question: string;
  /** JSON of `PreviewOrigin[]`. */
  origins: string;
  verdict: string;
  /** JSON of `PreviewAnswer`. */
  before: string;
  after: string;
};

export type DocumentSignaturesTable = { document_id: string; revision_id: string; signature: Uint8Array };
/** Likely duplicates, `document_id` < `other_id`. */
export type DuplicatePairsTable = { document_id: string; other_id: string; likeness: number };
