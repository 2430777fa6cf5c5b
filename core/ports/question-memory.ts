/** A confirmed question as a document's page shows it. */
export type RememberedRow = {
  id: number;
  question: string;
  /** What confirmed it: votes on an answer, a curated answer, an eval case. */
  source: 'vote' | 'curated' | 'eval';
  /** How many votes, answers or cases say so. */
  confirmed: number;
  createdAt: string;
};

/** Questions that people confirmed, and that help to find the document that answered them. */
export type QuestionMemory = {
  /** Something that it is worked out of has changed (votes, curated answers, eval cases, documents, people). */
  changed(): void;
  /** Resolves when search knows all that has changed. */
  settled(): Promise<void>;
  /** The questions remembered of a document, the most confirmed first. */
  ofDocument(documentId: string): Promise<RememberedRow[]>;
  /** Forgets a question of a document for good. False when there is none. */
  forget(documentId: string, id: number): Promise<boolean>;
};
