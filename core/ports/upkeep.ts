import type { Flag } from './flags.ts';
import type { DocumentSummary } from './library.ts';

/** A revision with flags that nobody has decided about. */
export type WaitingReview = {
  document: DocumentSummary;
  revision: number;
  /** `held` and `draft` are not in answers, `published` is. */
  state: 'held' | 'draft' | 'published';
  flags: Flag[];
  by: string;
  since: string;
};

/** Why somebody should look at a document. */
export type StaleReason =
  /** Neither changed nor confirmed since. */
  | { kind: 'untouched'; since: string }
  /** Its review date (YYYY-MM-DD) has come. */
  | { kind: 'review-due'; on: string }
  /** Members voted answers from it down: `people` different ones, `answers` are trace ids. */
  | { kind: 'disputed'; down: number; up: number; people: number; answers: string[] };

export type StaleDocument = { document: DocumentSummary; reasons: StaleReason[] };

/** `uncited` = in no answer to a person lately; that alone is no fault. */
export type StaleReport = { documents: StaleDocument[]; uncited: StaleDocument[] };

/** Two published documents that are alike: estimated share of word sequences in common; `same` = the same bytes. */
export type DuplicatePair = {
  documents: [DocumentSummary, DocumentSummary];
  /** 0..1 */
  likeness: number;
  same: boolean;
};

/** A document that is like another one. */
export type Duplicate = { document: DocumentSummary; likeness: number; same: boolean };

export type DuplicateReport = {
  /** When it was last looked for duplicates; null = never. */
  lookedAt: string | null;
  /** Something was published since. */
  outdated: boolean;
  running: boolean;
  pairs: DuplicatePair[];
};

/** What people say about a document beside its file; undefined = leave as it is, null = none. */
export type DocumentDetails = { owner?: string | null; reviewOn?: string | null };

/** What keeps the documents in good order; implemented in `knowledge/upkeep/`. */
export type Upkeep = {
  /** Revisions whose flags wait for a decision, oldest first. */
  waiting(): Promise<WaitingReview[]>;
  /** The flags of a document were looked at and it stays as it is. False when none waited. */
  accept(documentId: string, by: string): Promise<boolean>;
  /** Published documents that somebody should look at. */
  stale(): Promise<StaleReport>;
  /** Pairs of documents that are alike, as found last, most alike first. */
  duplicates(): Promise<DuplicateReport>;
  /** Documents like this one. */
  duplicatesOf(documentId: string): Promise<Duplicate[]>;
  /** Queues a look for duplicates; the job's id. */
  lookForDuplicates(): Promise<string>;
  /** False when there is no such document. */
  describe(documentId: string, details: DocumentDetails): Promise<boolean>;
  /** Somebody looked at the document and it is still right; a review date that has come moves on. */
  confirm(documentId: string): Promise<boolean>;
};
