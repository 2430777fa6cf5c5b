import type { Outcome } from '../types.ts';

/** What publishing a draft would do to the answer of one question. */
export type PreviewVerdict =
  | 'same'
  /** Answered with another text. */
  | 'changed'
  /** Still answered, but not from this document any more. */
  | 'source-lost'
  /** Answered now, not any more. */
  | 'abstained'
  /** Not answered now, then answered. */
  | 'answered';

/** Where a question comes from; `cached` = an answer is kept for it. */
export type PreviewOrigin = 'asked' | 'cached' | 'eval';

export type PreviewAnswer = {
  outcome: Outcome;
  text: string;
  sources: { documentId: string; title: string }[];
  /** The team wrote it: it stands before every document. */
  curated: boolean;
  /** Golden questions only: whether it would pass. */
  passed: boolean | null;
};

export type PreviewResult = {
  question: string;
  origins: PreviewOrigin[];
  verdict: PreviewVerdict;
  before: PreviewAnswer;
  after: PreviewAnswer;
};

/** What else rests on the document, besides the questions that were asked. */
export type PreviewTouched = {
  /** Curated answers that link to it: they stay as they are until somebody changes them. */
  curated: { id: string; question: string }[];
  /** Questions whose kept answer cites a passage that the draft has not: such an answer is made anew. */
  cached: string[];
};

/** Questions asked twice: with what is published, and with a draft in its place. */
export type Preview = {
  id: string;
  documentId: string;
  /** Number of the draft. */
  revision: number;
  state: 'queued' | 'running' | 'done' | 'failed';
  done: number;
  total: number;
  /** What it is doing, or why it failed. */
  message: string;
  /** Something was published since: it may be worth another look. */
  outdated: boolean;
  createdAt: string;
  /** In words, what of the real search it left out. */
  notes: string[];
  touched: PreviewTouched;
  counts: Record<PreviewVerdict, number>;
  /** What changes first. */
  results: PreviewResult[];
};

/** Looks ahead at what publishing a draft would change; implemented in `knowledge/preview/`. */
export type Previews = {
  /** Queues a preview of the newest draft and forgets earlier ones of the document. Undefined when there is no draft. */
  start(documentId: string): Promise<string | undefined>;
  /** The preview of the document's newest draft, if there is one. */
  latest(documentId: string): Promise<Preview | undefined>;
};
