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

/** What keeps the documents in good order; implemented in `knowledge/upkeep/`. */
export type Upkeep = {
  /** Revisions whose flags wait for a decision, oldest first. */
  waiting(): Promise<WaitingReview[]>;
  /** The flags of a document were looked at and it stays as it is. False when none waited. */
  accept(documentId: string, by: string): Promise<boolean>;
};
